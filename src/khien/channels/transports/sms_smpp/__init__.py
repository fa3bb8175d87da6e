"""Text messages by SMPP 3.4: brand name, GSM-7 or UCS-2, long messages in parts, delivery receipts, a sliding window."""
