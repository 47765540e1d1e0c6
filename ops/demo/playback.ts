import type { Browser } from 'playwright-core';

export type Playback = { width: number; height: number; seconds: number; framesShown: number };

/** Plays a recording in a real browser and watches the frames come. @throws Error when it does not play */
export async function play(browser: Browser, webm: Uint8Array): Promise<Playback> {
  const page = await browser.newPage();
  try {
    return await page.evaluate(async base64 => {
      const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
      const video = document.createElement('video');
      video.muted = true;
      // a new source starts at the default rate
      video.defaultPlaybackRate = 16;
      video.src = URL.createObjectURL(new Blob([bytes], { type: 'video/webm' }));
      document.body.append(video);
      await new Promise((resolve, reject) => {
        video.onended = resolve;
        video.onerror = () => reject(new Error(video.error?.message ?? 'the recording does not play'));
        video.play().catch(reject);
      });
      return {
        width: video.videoWidth,
        height: video.videoHeight,
        seconds: Math.round(video.currentTime * 10) / 10,
        framesShown: video.getVideoPlaybackQuality().totalVideoFrames,
      };
    }, Buffer.from(webm).toString('base64'));
  } finally {
    await page.close();
  }
}
