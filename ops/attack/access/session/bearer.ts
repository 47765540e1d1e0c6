import { ask } from '../world/http.ts';
import type { World } from '../world/world.ts';

/** Who the service takes the bearer of a cookie for, or undefined. */
export async function bearerOf({ consoleUrl }: World, cookie: string): Promise<string | undefined> {
  const { json, status } = await ask({ url: consoleUrl, path: '/api/console/session', headers: { cookie } });
  return status === 200 ? (json as { user: { id: string } }).user.id : undefined;
}
