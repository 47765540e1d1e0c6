import { createStore, type Store } from '@visavis/call';
import { thumbprint } from '@visavis/e2ee';
import { deletionReceipt, type PublicJwk, type ReceiptLeaf, type ReceiptView } from '@visavis/protocol';
import { verifyReceipt, type ReceiptFault } from '@visavis/receipts';
import { ApiError, callApi } from '../../api/client.ts';
import { loadResource, type Resource } from '../../api/resource.ts';

export type ShownReceipt = ReceiptView & { leaf: ReceiptLeaf | null };
export type Verdict = 'valid' | ReceiptFault | 'another_identification' | 'no_key';

export type Receipts = {
  list: Resource<{ items: ShownReceipt[]; key: { publicKey: PublicJwk; name: string } | null }>;
  verdicts: Store<{ of: ReadonlyMap<string, Verdict> }>;
  verify: (receipts: readonly ShownReceipt[]) => Promise<void>;
};

async function readKey(): Promise<{ publicKey: PublicJwk; name: string } | null> {
  try {
    const { publicKey } = await callApi('readReceiptKey', {});
    return { publicKey, name: await thumbprint(publicKey) };
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not_found') return null;
    throw error;
  }
}

/** The newest receipts, and the platform's key to verify them with, in this page. */
export function openReceipts(): Receipts {
  const verdicts = createStore<{ of: ReadonlyMap<string, Verdict> }>({ of: new Map() });
  const list = loadResource(async () => {
    const [{ items }, key] = await Promise.all([callApi('listReceipts', {}), readKey()]);
    const shown = items.map(item => ({
      ...item,
      leaf: deletionReceipt.safeParse(item.receipt).data?.leaf ?? null,
    }));
    return { items: shown, key };
  });
  const judge = async ({ id, identificationId, receipt }: ShownReceipt): Promise<Verdict> => {
    const key = list.state.get().now.value?.key;
    if (!key) return 'no_key';
    const verified = await verifyReceipt(receipt, key.publicKey);
    if (!verified.ok) return verified.fault;
    const { leaf } = verified;
    return leaf.receiptId === id && leaf.identificationId === identificationId
      ? 'valid'
      : 'another_identification';
  };
  return {
    list,
    verdicts,
    verify: async receipts => {
      const judged = new Map(verdicts.get().of);
      for (const receipt of receipts) judged.set(receipt.id, await judge(receipt));
      verdicts.update({ of: judged });
    },
  };
}
