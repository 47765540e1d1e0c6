import type { Page } from 'playwright-core';

/** What the customer's film shows at the moment. */
export type Scene = 'front' | 'back' | 'face';

/** Resolves while the scene is on, as an agent would wait until the customer holds the card well. */
export async function waitForScene(agent: Page, scene: Scene): Promise<void> {
  await agent.waitForFunction(isShowing, scene, { polling: 150 });
}

/**
 * Looks at the page's largest video. The card is light where the person's pullover would be, and has a blue band on its
 * front only. Runs in the page.
 */
function isShowing(scene: Scene): boolean {
  const [video] = [...document.querySelectorAll('video')].sort((a, b) => b.clientWidth - a.clientWidth);
  if (!video || video.videoWidth === 0) return false;
  const [width, height] = [64, 36];
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) return false;
  context.drawImage(video, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const count = (top: number, bottom: number, fits: (r: number, g: number, b: number) => boolean) => {
    let found = 0;
    for (let y = Math.round(top * height); y < bottom * height; y += 1)
      for (let x = Math.round(0.42 * width); x < 0.58 * width; x += 1) {
        const at = 4 * (y * width + x);
        if (fits(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0)) found += 1;
      }
    return found;
  };
  const light = count(0.7, 0.95, (r, g, b) => r > 170 && g > 180 && b > 180);
  const blue = count(0.35, 0.65, (r, g, b) => b > 90 && b - r > 40 && r < 110);
  if (scene === 'face') return light < 10;
  return light > 50 && (scene === 'front' ? blue > 10 : blue < 4);
}
