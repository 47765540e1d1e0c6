/* Apart from ours: livekit-client takes over the scope that loads it. */
import { answerTasks } from './answer.ts';
import { peerCost } from './peer-cost.ts';

const tasks = { peerCost };
export type PeerTasks = typeof tasks;

answerTasks(tasks);
