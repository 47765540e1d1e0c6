export { chainStart, checkChain, nextInChain } from './chain.ts';
export { issueReceipts, type IssuedBatch, type SigningKey } from './issue.ts';
export { verifyReceipt, type ReceiptFault, type VerifiedReceipt } from './verify.ts';
