// An SMSC for tests, on the npm package "smpp" (independent of ours). Prints one JSON line an event:
// the port, each message put together again, receipts sent. What it does follows the last digits of the number:
// 0000 gone, 1111 throttled, 2222 hangs up without an answer, 4444 accepted but never delivered, 5555 brand refused.
// Options as argv: password, receipts ("same" | "decimal" | "tlv" | "none"), throttle every n-th, quiet.
const smpp = require('smpp');
const [password, receipts = 'none', every = '0', quiet = ''] = process.argv.slice(2);
const say = (event) => process.stdout.write(JSON.stringify(event) + '\n');
const waiting = new Map();
const receivers = new Set();
let number = 4000;
let seen = 0;

function text(pdu) {
  const whole = pdu.message_payload || pdu.short_message;
  const words = typeof whole === 'object' && 'message' in whole ? whole.message : whole;
  return Buffer.isBuffer(words) ? smpp.encodings.ASCII.decode(words) : words;
}

function part(pdu) {
  const udh = pdu.short_message && pdu.short_message.udh;
  if (!udh) return null;
  const header = Buffer.isBuffer(udh[0]) ? udh[0] : udh;
  const bytes = Buffer.isBuffer(udh) ? udh : Buffer.from(header);
  const wide = bytes[bytes.length === 7 || bytes.length === 6 ? 1 : 0] === 8 || bytes[0] === 8;
  const at = bytes.length - 2;
  return { ref: wide ? bytes.readUInt16BE(at - 2) : bytes[at - 1], total: bytes[at], seq: bytes[at + 1] };
}

function took(pdu) {
  const event = {
    to: pdu.destination_addr, from: pdu.source_addr, ton: pdu.source_addr_ton, coding: pdu.data_coding,
    priority: pdu.priority_flag, validity: String(pdu.validity_period || ''), asks: pdu.registered_delivery,
  };
  const piece = part(pdu);
  if (!piece) return say({ ...event, text: text(pdu), parts: 1 });
  const key = `${pdu.destination_addr}/${piece.ref}`;
  const pieces = waiting.get(key) || [];
  pieces[piece.seq - 1] = text(pdu);
  waiting.set(key, pieces);
  if (pieces.filter((one) => one !== undefined).length === piece.total) {
    waiting.delete(key);
    say({ ...event, text: pieces.join(''), parts: piece.total });
  }
}

function receipt(pdu, id) {
  const told = receipts === 'decimal' ? String(parseInt(id, 16)) : id;
  const failed = pdu.destination_addr.endsWith('4444');
  const body = `id:${told} sub:001 dlvrd:001 submit date:2611240900 done date:2611240901 ` +
    `stat:${failed ? 'UNDELIV' : 'DELIVRD'} err:${failed ? '001' : '000'} text:`;
  const made = { esm_class: 4, source_addr: pdu.destination_addr, destination_addr: pdu.source_addr };
  if (receipts === 'tlv') Object.assign(made, { receipted_message_id: id, message_state: failed ? 5 : 2, short_message: '' });
  else made.short_message = body;
  for (const session of receivers) {
    session.deliver_sm(made, () => say({ receipt: id }));
    break;
  }
}

const server = smpp.createServer((session) => {
  session.on('error', () => session.destroy());
  session.on('close', () => receivers.delete(session));
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu) => { session.send(pdu.response()); session.close(); });
  for (const kind of ['bind_transceiver', 'bind_transmitter', 'bind_receiver']) {
    session.on(kind, (pdu) => {
      if (pdu.password !== password) {
        session.send(pdu.response({ command_status: smpp.ESME_RINVPASWD }));
        return;
      }
      if (kind !== 'bind_transmitter') receivers.add(session);
      session.send(pdu.response({ system_id: 'smsc' }));
    });
  }
  session.on('submit_sm', (pdu) => {
    seen += 1;
    const to = pdu.destination_addr;
    const refuse = (status) => session.send(pdu.response({ command_status: status }));
    if (to.endsWith('0000')) return refuse(smpp.ESME_RINVDSTADR);
    if (to.endsWith('1111')) return refuse(smpp.ESME_RTHROTTLED);
    if (to.endsWith('5555')) return refuse(smpp.ESME_RINVSRCADR);
    if (to.endsWith('2222')) return session.destroy();
    if (Number(every) && seen % Number(every) === 0) return refuse(smpp.ESME_RTHROTTLED);
    number += 1;
    const id = number.toString(16).toUpperCase();
    if (!quiet) took(pdu);
    session.send(pdu.response({ message_id: id }));
    if (receipts !== 'none' && pdu.registered_delivery & 1) setTimeout(() => receipt(pdu, id), 5);
  });
});
server.listen(0, '127.0.0.1', () => say({ port: server.address().port }));
process.stdin.on('end', () => process.exit(0)).resume();
