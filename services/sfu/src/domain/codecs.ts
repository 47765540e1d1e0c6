import { mediaHeaderExtensions, refuseMedia } from '@visavis/protocol';
import type { MediaKind, RtpParameters } from '@visavis/protocol';

/**
 * Whether a producer sends VP8 or Opus and nothing beside: the rules that every end keeps (`refuseMedia`). The ends do
 * not rely on it; it keeps one that was changed from weakening the other's call unseen.
 */
export const isAllowedMedia = (kind: MediaKind, parameters: RtpParameters): boolean =>
  refuseMedia(kind, parameters) === null;

/** Capabilities without the header extensions that may not be used, so that no end negotiates them. */
export function allowedCapabilities<C extends { headerExtensions?: { uri: string }[] | undefined }>(
  capabilities: C,
): C {
  const headerExtensions = capabilities.headerExtensions?.filter(({ uri }) => mediaHeaderExtensions.has(uri));
  return { ...capabilities, headerExtensions };
}
