export const en = {
  'devices.title': 'Devices',
  'devices.lead':
    'Who works here does so on devices that you have approved. Each company certifies them besides, with its own key.',
  'devices.person': 'Person',
  'devices.requested': 'Since',
  'devices.certificates': 'Certified by',
  'devices.certificates.none': 'Nobody yet',
  'devices.certified': 'until {date}',
  'devices.certified.over': 'ended on {date}',
  'devices.state': 'State',
  'devices.state.requested': 'Waits for approval',
  'devices.state.approved': 'Approved',
  'devices.state.revoked': 'Revoked',
  'devices.none': 'No devices yet',
  'devices.none.hint': 'Who signs in to work sets up a device first. It then shows here.',
  'devices.fingerprint': 'Fingerprint',
  'devices.fingerprint.hint': 'Eight groups of four characters. Capitals and dashes do not matter.',
  'devices.approve': 'Approve',
  'devices.approve.title': 'Approve the device of {name}',
  'devices.approve.lead':
    'Call {name} on a number you know, or stand beside them, and type what their screen shows. So you approve this key and no other.',
  'devices.approve.late': 'This device no longer waits for approval.',
  'devices.approve.differs': 'This is not the fingerprint of this device',
  'devices.approve.differs.hint':
    'Compare once more, group by group. If it is right on the screen of {name} and still refused here, approve nothing and tell whoever is responsible for security: somebody may have slipped in another key.',
  'devices.revoke': 'Revoke',
  'devices.revoke.title': 'Revoke the device of {name}?',
  'devices.revoke.lead':
    'Its console and a call on it end at once, and what it signs counts no more. That is for good; the person may set up a new device.',
};
