// Pages of the ledger without the form: show what waits on this device and send it.
import { watchQueue } from "./queue.js";

watchQueue();
