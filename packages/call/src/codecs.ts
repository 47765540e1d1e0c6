import {
  mediaCodecs,
  opusParameters,
  refuseMedia,
  type MediaKind,
  type MediaRefusal,
  type NegotiatedMedia,
  type RtpCapabilities,
  type Slot,
} from '@visavis/protocol';
import { z } from 'zod';

type AnnouncedTrack = { slot: Slot; kind: MediaKind; rtpParameters: unknown };

/** A track was refused before its first packet. `code` is for the screens, which have words for each. */
export class MediaRefused extends Error {
  readonly code: MediaRefusal;

  constructor(code: MediaRefusal) {
    super(code);
    this.name = 'MediaRefused';
    this.code = code;
  }
}

const kindOf = { camera: 'video', microphone: 'audio' } as const satisfies Record<Slot, MediaKind>;

/**
 * What this end is about to send, if it keeps the rules (R75).
 * @throws MediaRefused when it is anything but plain VP8 or Opus, or of another kind than its slot
 */
export function mustBeAllowed<Media extends NegotiatedMedia>(
  slot: Slot,
  kind: MediaKind,
  media: Media,
): Media {
  const refusal = kindOf[slot] === kind ? refuseMedia(kind, media) : 'media_codec';
  if (refusal) throw new MediaRefused(refusal);
  return media;
}

const description = z.looseObject({
  codecs: z.array(
    z.looseObject({
      mimeType: z.string(),
      payloadType: z.int(),
      clockRate: z.int(),
      channels: z.int().optional(),
      parameters: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
  encodings: z
    .array(z.looseObject({ dtx: z.boolean().optional(), codecPayloadType: z.int().optional() }))
    .optional(),
  headerExtensions: z.array(z.looseObject({ uri: z.string() })).optional(),
});

/**
 * The RTP parameters of a track that the server announces, if they keep the rules (R75).
 * @throws MediaRefused
 */
export function allowedTrack({ slot, kind, rtpParameters }: AnnouncedTrack): z.infer<typeof description> {
  const parsed = description.safeParse(rtpParameters);
  if (!parsed.success) throw new MediaRefused('media_codec');
  return mustBeAllowed(slot, kind, parsed.data);
}

/**
 * The server's capabilities as this end negotiates with them (R74): VP8, its retransmission and Opus only, and Opus as
 * the rules want it, whatever the server wrote. Encoders follow the far end's description, so it is written here.
 */
export function strictCapabilities(capabilities: RtpCapabilities): RtpCapabilities {
  const codecs = (capabilities.codecs ?? []).flatMap(codec => {
    const type = codec.mimeType.toLowerCase();
    if (type === mediaCodecs.audio.mimeType)
      return [{ ...codec, parameters: { ...codec.parameters, ...opusParameters } }];
    return type === mediaCodecs.video.mimeType || type === 'video/rtx' ? [codec] : [];
  });
  return { ...capabilities, codecs };
}

/** The parameters to announce: browsers leave out of their own description what they only follow in the other's. */
export function announced<Media extends NegotiatedMedia>(media: Media): Media {
  const codecs = media.codecs.map(codec =>
    codec.mimeType.toLowerCase() === mediaCodecs.audio.mimeType
      ? { ...codec, parameters: { ...codec.parameters, ...opusParameters } }
      : codec,
  );
  return { ...media, codecs };
}
