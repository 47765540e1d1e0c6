/** What stands in the way of verifying; the message is for the caller. */
export class Fault extends Error {
  override readonly name = 'Fault';
}
