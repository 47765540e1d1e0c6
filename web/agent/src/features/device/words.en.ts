export const en = {
  'device.fingerprint.title': 'Set up this device',
  'device.fingerprint.lead':
    'Type the fingerprint of {tenant} that you were given on paper. It protects every call against somebody in between.',
  'device.fingerprint.label': 'Fingerprint of {tenant}',
  'device.fingerprint.hint': 'Eight groups of four characters. Capitals and dashes do not matter.',
  'device.fingerprint.malformed': 'A fingerprint has 32 characters from 0 to 9 and a to f.',
  'device.fingerprint.submit': 'Go on',
  'device.waiting.title': 'Waiting for this device to be confirmed',
  'device.waiting.lead':
    'Read the fingerprint below to your administrator, by telephone or side by side. This page goes on by itself; you may leave it open.',
  'device.waiting.fingerprint': 'Fingerprint of this device',
  'device.waiting.approved': 'Approved; waiting for the company’s certificate',
  'device.waiting.approved.lead':
    'Your administrator has approved this device. A company that you work for now has to certify it. This page goes on by itself.',
  'device.waiting.troubled': 'The server is out of reach. Trying again by itself.',
  'device.root_differs': 'Stop: this is not your company’s key',
  'device.root_differs.hint':
    'What the server shows does not match the fingerprint on your paper. If you mistyped it, start over. If it fails again, do not go on and tell your compliance officer at once.',
  'device.certificate_invalid': 'The certificate of this device does not hold',
  'device.certificate_invalid.hint':
    'It is not signed by your company for you and this device. Tell your compliance officer.',
  'device.certificate_expired': 'The certificate of this device has expired',
  'device.certificate_expired.hint': 'Set the device up again and have it confirmed.',
  'device.revoked': 'This device was withdrawn',
  'device.revoked.hint': 'Your company does not allow it any more. Set it up again only if you are told to.',
  'device.no_tenant': 'Your organisation has no contract yet',
  'device.no_tenant.hint':
    'As soon as a company grants it one, you can set up this device. Ask your administrator.',
  'device.unknown_device': 'The server does not know this device',
  'device.unknown_device.hint': 'Set it up again and have it confirmed.',
  'device.storage': 'This browser keeps nothing',
  'device.storage.hint':
    'The console needs its storage for keys and evidence. Use a normal window (not a private one) and allow storage.',
  'device.offline': 'The server is out of reach',
  'device.offline.hint': 'Check your network and try again.',
  'device.failed': 'That did not work',
  'device.failed.hint': 'Try again; if it keeps failing, tell your administrator.',
  'device.certificate.soon': 'The certificate of this device for {tenant} ends on {date}',
  'device.certificate.soon.hint':
    'Tell your administrator, so that it is renewed before: otherwise no calls for {tenant} come to you after that.',
  'device.certificate.over': 'The certificate of this device for {tenant} ended on {date}',
  'device.certificate.over.hint':
    'No calls for {tenant} come to you. Tell your administrator; once it is renewed, load this page again.',
  'device.start_over': 'Set up again',
  'device.opening': 'Opening the console',
};
