"""Text messages through an operator's or aggregator's HTTP gateway, by settings alone: address, template of the
request, what an answer means, how to ask after a message, what a receipt looks like."""
