/*
 * Simulcast between two connections of one page. No browser takes several layers of a track, so the offer is rewritten
 * before the far side sees it: each layer becomes a track of its own, told apart by the layer's name (RID) in the place
 * of the track's (MID); the answer is rewritten back.
 */
const MID = 'urn:ietf:params:rtp-hdrext:sdes:mid';
const RID = 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id';
const REPAIRED_RID = 'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id';

const sectionsOf = (sdp: string): [string, string[]] => {
  const [session = '', ...media] = sdp.split(/(?=^m=)/m);
  return [session, media];
};
const bundled = (session: string, names: string[]) =>
  session.replace(/a=group:BUNDLE .*/, `a=group:BUNDLE ${names.join(' ')}`);
const without = (section: string, ...lines: RegExp[]) =>
  section
    .split('\r\n')
    .filter(line => !lines.some(pattern => pattern.test(line)))
    .join('\r\n');
const inserted = (section: string, ...lines: string[]) =>
  `${section}${lines.map(line => `${line}\r\n`).join('')}`;

export function layersAsTracks(offer: string, layers: string[]): string {
  const [session, [section = '']] = sectionsOf(offer);
  const plain = without(
    section,
    /^a=(?:mid|rid|simulcast|msid):/,
    new RegExp(`${MID}$`),
    new RegExp(`${REPAIRED_RID}$`),
  );
  const named = plain.replace(RID, MID);
  return bundled(session, layers) + layers.map(layer => inserted(named, `a=mid:${layer}`)).join('');
}

export function tracksAsLayers(answer: string, layers: string[], mid: string): string {
  const [session, [section = '']] = sectionsOf(answer);
  const named = without(section, /^a=mid:/).replace(MID, RID);
  const vp8 = /a=rtpmap:(\d+) VP8/.exec(section)?.[1] ?? '';
  return (
    bundled(session, [mid]) +
    inserted(
      named,
      `a=mid:${mid}`,
      // bandwidth for all layers at once, and as much however busy the machine is
      `a=fmtp:${vp8} x-google-start-bitrate=2000;x-google-min-bitrate=2000`,
      ...layers.map(layer => `a=rid:${layer} recv`),
      `a=simulcast:recv ${layers.join(';')}`,
    )
  );
}
