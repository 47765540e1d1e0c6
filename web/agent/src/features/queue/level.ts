import { watchLevel } from '@visavis/call';
import { useEffect, useState } from 'react';

/** How loud the stream's microphone is, 0 to 1. */
export function useLevel(stream: MediaStream): number {
  const [level, setLevel] = useState(0);
  useEffect(() => (stream.getAudioTracks().length > 0 ? watchLevel(stream, setLevel) : undefined), [stream]);
  return level;
}
