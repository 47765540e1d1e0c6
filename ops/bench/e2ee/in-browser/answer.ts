/** Tasks that a worker does when its page asks: one message, one answer. */
export type TaskTable = Record<string, (amount: number) => Promise<unknown>>;

/** Named apart from whatever else runs in the worker and speaks to the page. */
export type TaskMessage = { kind: 'task'; task: string; amount: number };
export type TaskAnswer = { kind: 'answer' } & ({ value: unknown } | { error: string });

/** Answers the page's messages until the worker ends. */
export function answerTasks(tasks: TaskTable): void {
  addEventListener('message', ({ data }: MessageEvent<TaskMessage | { kind?: undefined }>) => {
    if (data.kind !== 'task') return;
    const task = tasks[data.task];
    if (!task) throw new Error('unknown task');
    task(data.amount).then(
      value => postMessage({ kind: 'answer', value } satisfies TaskAnswer),
      (error: unknown) =>
        postMessage({
          kind: 'answer',
          error: error instanceof Error ? error.message : String(error),
        } satisfies TaskAnswer),
    );
  });
}
