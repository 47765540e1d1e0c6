export const en = {
  'organisations.title': 'Organisations',
  'organisations.lead': 'Companies, the ident centres that identify for them, and who manages them.',
  'organisations.name': 'Name',
  'organisations.kind': 'Kind',
  'organisations.reseller': 'Managed by',
  'organisations.reseller.none': 'The operator',
  'organisations.users': 'Accounts',
  'organisations.created': 'Since',
  'organisations.fingerprint': 'Fingerprint of the root',
  'organisations.fingerprint.hint':
    'It has to be the one that the company has on paper. With another root nobody of this company could be trusted.',
  'organisations.none': 'No organisations yet',
  'organisations.none.hint': 'Create a company and an ident centre.',
  'organisations.new': 'New organisation',
  'organisations.create': 'Create',
  'organisations.rename': 'Rename',
  'organisations.rename.title': 'Rename {name}',
  'organisations.rename.save': 'Save name',
  'organisations.root': 'Public part of the root',
  'organisations.root.hint': 'The file root-public.json from the company. The secret key file stays there.',
  'organisations.root.wrong': 'This is not the public part of a root.',
  'organisations.root.secret':
    'This is the company’s secret key file. Close it, and tell the company that it has left its hands: it needs a new root.',
  'organisations.root.foreign':
    'This root was made for another ID. The company has to make it for the ID of this organisation.',
  'organisations.root.later':
    'You get an ID for the company, with which it makes its root. After that it can have contracts.',
  'organisations.root.title': 'Root of {name}',
  'organisations.root.lead':
    'The root says who may speak for the company. It is entered once and cannot be replaced.',
  'organisations.root.enter': 'Enter root',
  'organisations.root.there': 'A root has been entered for this company already.',
  'organisations.root.missing': 'The root is missing',
  'organisations.root.missing.hint':
    'The company makes it on a machine of its own and hands you root-public.json:',
};
