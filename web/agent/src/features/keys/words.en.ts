export const en = {
  'keys.another': 'Another key file',
  'keys.chosen': 'Chosen key files',
  'keys.remove': 'Leave out {name}',
};
