/* Runs in a worker of a real browser, where the product's transforms run too. */
import { agreementCost } from './agreement-cost.ts';
import { answerTasks } from './answer.ts';
import { frameCost } from './frame-cost.ts';
import { callSeconds } from './half-hour.ts';

const tasks = { frameCost, agreementCost, callSeconds };
export type Tasks = typeof tasks;

answerTasks(tasks);
