/** Why there is no camera or microphone, in terms a screen can explain. */
export type DeviceProblem = 'refused' | 'missing' | 'in_use' | 'insecure_page' | 'failed';

const problems: Record<string, DeviceProblem> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'in_use',
  AbortError: 'in_use',
};

export type DeviceChoice = {
  camera?: string;
  microphone?: string;
  /** The other end may zoom. Browsers tell of a zoom only if it was asked for with the camera. */
  mayZoom?: boolean;
};
export type DeviceResult = { ok: true; stream: MediaStream } | { ok: false; problem: DeviceProblem };

const exactly = (deviceId: string | undefined) => (deviceId ? { deviceId: { exact: deviceId } } : {});

/** 720p at 30 frames/s where the camera can; the browser asks the person for permission. */
export async function openDevices(choice: DeviceChoice = {}): Promise<DeviceResult> {
  // absent on pages that are neither HTTPS nor localhost, whatever the type says
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) return { ok: false, problem: 'insecure_page' };
  try {
    const stream = await devices.getUserMedia({
      video: {
        ...exactly(choice.camera),
        width: { ideal: 1280 },
        height: { ideal: 720 },
        frameRate: { ideal: 30 },
        facingMode: 'user',
        // advanced: whoever refuses it gives the camera all the same (W3C Image Capture, section 4.2)
        ...(choice.mayZoom ? { advanced: [{ zoom: true } as MediaTrackConstraintSet] } : {}),
      },
      audio: {
        ...exactly(choice.microphone),
        echoCancellation: true,
        noiseSuppression: true,
        channelCount: 1,
      },
    });
    return { ok: true, stream };
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    return { ok: false, problem: problems[name] ?? 'failed' };
  }
}

export const closeDevices = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

/** Cameras and microphones by name; names are known only after permission was given. */
export async function listDevices(): Promise<{ cameras: MediaDeviceInfo[]; microphones: MediaDeviceInfo[] }> {
  const all = await navigator.mediaDevices.enumerateDevices();
  return {
    cameras: all.filter(device => device.kind === 'videoinput'),
    microphones: all.filter(device => device.kind === 'audioinput'),
  };
}

/**
 * Reports how loud a stream's microphone is, 0 to 1, about fifteen times a second.
 * @returns stops measuring
 */
export function watchLevel(stream: MediaStream, report: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 512 });
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    report(Math.min(1, Math.sqrt(power) * 4));
  }, 66);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}
