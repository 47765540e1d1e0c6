import { createSocket, type Socket } from 'node:dgram';
import {
  attribute,
  credentialKey,
  credentials,
  decode,
  encode,
  encodeAddress,
  errorCodeOf,
  method,
  newTransaction,
  type Message,
} from './message.ts';

export interface Relay {
  /** Sends a packet from the TURN server to an address. @throws TurnError when it does not allow that */
  send: (to: { address: string; port: number }, data: Buffer) => Promise<void>;
  close: () => void;
}

/** The TURN server refused (`code` of RFC 8656 section 19), or said nothing (`silent`). */
export class TurnError extends Error {
  override readonly name = 'TurnError';
  readonly code: string;
  constructor(code: string) {
    super(`TURN: ${code}`);
    this.code = code;
  }
}

const retryMs = 500;
const tries = 6;
const transportUdp = Buffer.from([17, 0, 0, 0]);

/** `turn:host:port?transport=udp` (RFC 7065). @throws TurnError */
export function parseTurnUrl(url: string): { host: string; port: number; scheme: string; transport: string } {
  const [, scheme, host, port, transport] =
    /^(turns?):(\[[\da-f:]+\]|[^:?]+)(?::(\d+))?(?:\?transport=(udp|tcp))?$/i.exec(url) ?? [];
  if (!scheme || !host) throw new TurnError('not_a_turn_url');
  return {
    scheme,
    host,
    port: Number(port ?? (scheme === 'turns' ? 5349 : 3478)),
    transport: transport ?? 'udp',
  };
}

/**
 * Allocates a relay by UDP with credentials made from the shared secret, as a caller's browser does.
 * @throws TurnError
 */
export async function openRelay(url: string, secret: string, name = 'doctor'): Promise<Relay> {
  const { host, port } = parseTurnUrl(url);
  const socket = createSocket('udp4');
  try {
    const ask = asker(socket, host, port);
    const refused = await ask(method.allocate, [[attribute.requestedTransport, transportUdp]]);
    const realm = refused.attributes.get(attribute.realm);
    const nonce = refused.attributes.get(attribute.nonce);
    if (!realm || !nonce) throw new TurnError('no_authentication_asked');
    const { username, password } = credentials(secret, name);
    const key = credentialKey(username, realm.toString(), password);
    const login = [
      [attribute.username, Buffer.from(username)],
      [attribute.realm, realm],
      [attribute.nonce, nonce],
    ] as const;
    const answer = await ask(method.allocate, [[attribute.requestedTransport, transportUdp], ...login], key);
    if (answer.method !== method.allocated)
      throw new TurnError(String(errorCodeOf(answer.attributes.get(attribute.errorCode))));
    return {
      send: async (to, data) => {
        const peer = [attribute.peerAddress, encodeAddress(to)] as const;
        const allowed = await ask(method.createPermission, [peer, ...login], key);
        if (allowed.method !== method.permissionCreated)
          throw new TurnError(String(errorCodeOf(allowed.attributes.get(attribute.errorCode))));
        socket.send(encode(method.send, newTransaction(), [peer, [attribute.data, data]]), port, host);
      },
      close: () => {
        const gone = [[attribute.lifetime, Buffer.alloc(4)], ...login] as const;
        socket.send(encode(method.refresh, newTransaction(), gone, key), port, host, () => socket.close());
      },
    };
  } catch (error) {
    socket.close();
    throw error;
  }
}

type Ask = (
  type: number,
  attributes: readonly (readonly [number, Buffer])[],
  key?: Buffer,
) => Promise<Message>;

/** UDP may lose a request: it is sent again until an answer with its transaction comes. */
function asker(socket: Socket, host: string, port: number): Ask {
  return (type, attributes, key) =>
    new Promise((resolve, reject) => {
      const transaction = newTransaction();
      const request = encode(type, transaction, attributes, key);
      let sent = 0;
      const finish = (act: () => void) => {
        clearInterval(timer);
        socket.off('message', take);
        socket.off('error', fail);
        act();
      };
      const fail = (error: Error) => finish(() => reject(error));
      const take = (bytes: Buffer) => {
        const answer = decode(bytes);
        if (answer?.transaction.equals(transaction)) finish(() => resolve(answer));
      };
      const send = () => {
        if (sent === tries) finish(() => reject(new TurnError('silent')));
        sent += 1;
        socket.send(request, port, host, error => {
          if (error) fail(error);
        });
      };
      socket.on('message', take);
      socket.on('error', fail);
      const timer = setInterval(send, retryMs);
      send();
    });
}
