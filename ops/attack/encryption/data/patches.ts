import type { Patch } from '../../attack.ts';

export const data = 'packages/e2ee/src/media/data.ts';
const exchange = 'packages/e2ee/src/media/data-exchange.ts';

/** AES-CTR in the place of AES-GCM: the same cipher, with an empty tag that nobody looks at. */
export const withoutAuthentication: Patch[] = [
  {
    file: data,
    find: "{ name: 'AES-GCM', length: 256 }, false, [usage]",
    replace: "{ name: 'AES-CTR', length: 256 }, false, [usage]",
  },
  {
    file: data,
    find: 'new Uint8Array(await crypto.subtle.encrypt(params, keys[channel], payload))',
    replace:
      "new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CTR', counter: uint(sequence, 16), length: 64 }, keys[channel], payload)), new Uint8Array(16)",
  },
  {
    file: data,
    find: '.decrypt(params, keys[channel], sealed.slice(HEAD_LENGTH))',
    replace:
      ".decrypt({ name: 'AES-CTR', counter: uint(sequence, 16), length: 64 }, keys[channel], sealed.slice(HEAD_LENGTH, -16))",
  },
];

/** The head of a message is no longer authenticated. */
export const withoutHead: Patch = {
  file: data,
  find: "concat(labelled('data', utf8(attempt)), head);",
  replace: "labelled('data', utf8(attempt));",
};

/** Both channels have one key. */
export const oneKeyForChannels: Patch = {
  file: data,
  find: 'kid, uint(DATA_CHANNEL[channel], 1));',
  replace: 'kid);',
};

export const withoutChannel: Patch = { file: exchange, find: ' || head.channel !== channel', replace: '' };
export const withoutSender: Patch = { file: exchange, find: 'head.sender !== from || ', replace: '' };

/** The key is looked up by what the message says of its sender, not by the channel it came over. */
export const keyBySaidSender: Patch = {
  file: exchange,
  find: 'findReceiveKey(openers, toKid(epoch, from), from, clock())',
  replace: 'findReceiveKey(openers, toKid(epoch, head.sender), head.sender, clock())',
};
