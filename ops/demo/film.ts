/** The customer's film begins when its camera is opened, and runs round and round (seconds). */
const film = { length: 21, front: [6, 11], back: [14, 17.5], face: [0.5, 3.5] } as const;
export type Scene = 'front' | 'back' | 'face';

/** Resolves while the scene is on, as an agent would wait for the customer to hold up the card. */
export async function waitForScene(scene: Scene, cameraOpenedAt: number): Promise<void> {
  const [from, to] = film[scene];
  const position = ((Date.now() - cameraOpenedAt) / 1000) % film.length;
  if (position >= from && position <= to) return;
  const seconds = (from - position + film.length) % film.length;
  await new Promise(resolve => setTimeout(resolve, seconds * 1000));
}
