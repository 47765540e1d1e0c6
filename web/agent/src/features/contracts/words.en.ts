export const en = { 'contracts.title': 'Contracts' };
