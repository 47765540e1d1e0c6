import type { ConsoleRoute } from '../../mount.ts';
import { addSite } from './add-site.ts';
import { changeSite } from './change-site.ts';
import { listSites } from './list-sites.ts';
import { removeSite } from './remove-site.ts';

export const siteRoutes: readonly ConsoleRoute[] = [listSites, addSite, changeSite, removeSite];
