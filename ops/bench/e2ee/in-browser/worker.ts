/* Runs in a worker of a real browser, where the product's transforms run too. One message, one answer. */
import { agreementCost } from './agreement-cost.ts';
import { frameCost } from './frame-cost.ts';

export const tasks = { frameCost, agreementCost };
export type Tasks = typeof tasks;
export type TaskName = keyof Tasks;

export interface TaskMessage {
  task: TaskName;
  amount: number;
}

addEventListener('message', ({ data }: MessageEvent<TaskMessage>) => {
  tasks[data.task](data.amount).then(
    value => postMessage({ value }),
    (error: unknown) => postMessage({ error: error instanceof Error ? error.message : String(error) }),
  );
});
