import type { en } from './words.en.ts';

export const de: Record<keyof typeof en, string> = {
  'queue.title': 'Gespräche',
  'queue.ready': 'Bereit für Gespräche',
  'queue.pause': 'Pause',
  'queue.state.ready': 'Sie sind bereit',
  'queue.state.ready.hint': 'Das nächste Gespräch kommt von selbst. Bleiben Sie in der Nähe.',
  'queue.state.paused': 'Sie haben Pause',
  'queue.state.paused.hint':
    'Es kommt kein Gespräch zu Ihnen. Schalten Sie auf bereit, wenn Bild und Ton stimmen.',
  'queue.state.blocked.hint': 'Ohne Kamera und Mikrofon gibt es keine Gespräche.',
  'queue.waiting': '{count, plural, =0 {Niemand wartet} one {# Person wartet} other {# Personen warten}}',
  'queue.longest': 'Am längsten seit {duration}',
  'queue.longest.none': 'Zurzeit keine Wartezeit',
  'queue.colleagues': '{count, plural, =0 {Niemand bereit} other {# im Team bereit}}',
  'queue.in_call': '{count, plural, =0 {Niemand im Gespräch} other {# im Gespräch}}',
  'queue.own': 'Ihr Bild',
  'queue.you': 'Sie',
  'queue.own.hint': 'So werden Sie gesehen. Achten Sie auf gutes Licht und schauen Sie in die Kamera.',
  'queue.level': 'Mikrofonpegel',
  'queue.camera.asking': 'Erlauben Sie Kamera und Mikrofon, wenn der Browser fragt.',
  'queue.camera.refused': 'Kamera oder Mikrofon nicht erlaubt',
  'queue.camera.refused.hint':
    'Erlauben Sie beides für diese Seite: das Zeichen links neben der Adresse. Versuchen Sie es dann noch einmal.',
  'queue.camera.missing': 'Keine Kamera oder kein Mikrofon gefunden',
  'queue.camera.missing.hint': 'Schließen Sie beides an und versuchen Sie es noch einmal.',
  'queue.camera.in_use': 'Ein anderes Programm benutzt die Kamera',
  'queue.camera.in_use.hint': 'Schließen Sie es und versuchen Sie es noch einmal.',
  'queue.camera.insecure_page': 'Diese Adresse ist nicht sicher',
  'queue.camera.insecure_page.hint': 'Kameras gehen nur über HTTPS oder auf localhost.',
  'queue.camera.lost': 'Kamera oder Mikrofon ist weg',
  'queue.camera.lost.hint':
    'Ausgesteckt oder entzogen. Schließen Sie es wieder an und versuchen Sie es noch einmal.',
  'queue.camera.failed': 'Die Kamera funktioniert nicht',
  'queue.camera.failed.hint': 'Versuchen Sie es noch einmal oder starten Sie den Browser neu.',
  'queue.leftover': 'Nachweise eines früheren Gesprächs werden zuerst übertragen',
  'queue.leftover.hint':
    '{count, plural, =0 {Gleich fertig.} one {Noch ein Teil ({bytes}).} other {Noch # Teile ({bytes}).}} Danach können Sie auf bereit schalten.',
  'queue.leftover.troubled': 'Der Speicher ist nicht erreichbar; es wird von selbst weiter versucht.',
  'queue.note.missed': 'Das Angebot ist weg',
  'queue.note.missed.hint':
    'Nicht rechtzeitig angenommen, oder die Person ist gegangen. Schalten Sie auf bereit für das nächste.',
  'queue.note.declined': 'Abgelehnt',
  'queue.note.declined.hint': 'Jemand anderes im Team übernimmt. Sie haben Pause.',
  'queue.note.failed': 'Das hat nicht geklappt',
  'queue.note.failed.hint':
    'Versuchen Sie es noch einmal; hilft das nicht, melden Sie sich ab und wieder an.',
  'queue.offline': 'Verbindung wird wiederhergestellt …',
  'queue.offline.hint': 'Der Server ist nicht erreichbar. Schalten Sie danach wieder auf bereit.',
  'queue.offer.title': 'Ein Gespräch für Sie',
  'queue.offer.left': 'Verbleibende Sekunden',
  'queue.offer.purpose': 'Wofür',
  'queue.offer.language': 'Sprache',
  'queue.offer.language.de': 'Deutsch',
  'queue.offer.language.en': 'Englisch',
  'queue.offer.waited': 'Wartet seit',
  'queue.offer.accept': 'Annehmen',
  'queue.offer.decline': 'Ablehnen',
  'queue.offer.tab': 'Gespräch!',
  'queue.barred.passkey':
    '{count, plural, one {Ein Vertrag verlangt} other {# Verträge verlangen}} die Anmeldung mit einem Passkey',
  'queue.barred.passkey.hint':
    'Gespräche dafür kommen jetzt nicht zu Ihnen: {names}. Melden Sie sich ab und mit einem Passkey wieder an; hinzufügen können Sie ihn unter „Ihr Konto“.',
  'queue.accepting': 'Das Gespräch wird geöffnet',
  'queue.elsewhere': 'Sie arbeiten schon in einer anderen Konsole',
  'queue.elsewhere.hint':
    'Sie ist in einem anderen Fenster oder auf einem anderen Gerät offen, und Gespräche gehen dorthin. Wenn Sie hier übernehmen, hört die andere auf, und ein laufendes Gespräch geht hier weiter.',
  'queue.elsewhere.here': 'Hier übernehmen',
  'queue.replaced': 'Eine andere Konsole hat übernommen',
  'queue.replaced.hint':
    'Sie arbeiten jetzt in einem anderen Fenster oder auf einem anderen Gerät; Gespräche gehen dorthin. Waren das nicht Sie, übernehmen Sie hier, beenden Sie unter „Ihr Konto“ Ihre anderen Sitzungen und sagen Sie Ihrer Verwaltung Bescheid.',
  'queue.refused': 'Keine Gespräche mit diesem Konto',
  'queue.refused.hint': 'Ihr Konto darf keine Gespräche mehr führen. Wenden Sie sich an Ihre Verwaltung.',
  'queue.off_site': 'Gespräche gehen nur von einem Standort Ihres Ident-Centers aus',
  'queue.off_site.hint':
    'Diese Konsole kommt von einer Adresse, die zu keinem davon gehört. Verbinden Sie sich mit dem Netz Ihres Standorts und versuchen Sie es noch einmal. Sind Sie an einem Standort, sagen Sie Ihrer Verwaltung Bescheid.',
  'queue.shift.ask': 'Vor Ihrer Schicht',
  'queue.shift.site': 'Sie sind am Standort {site}.',
  'queue.shift.room': 'Wie ist Ihr Raum gesichert?',
  'queue.shift.room.alone_in_closed_room':
    'Ich bin allein in einem geschlossenen Raum. Niemand sonst sieht oder hört meine Gespräche.',
  'queue.shift.room.two_factor_door':
    'Die Tür zu diesem Raum öffnet sich nur mit zwei Faktoren. Wer hier ist, darf hier sein.',
  'queue.shift.record': 'Wird für diese Anmeldung festgehalten.',
  'queue.shift.confirm': 'Bestätigen',
  'queue.shift.attested.alone_in_closed_room':
    'Sie haben bestätigt, dass Sie allein in einem geschlossenen Raum sind.',
  'queue.shift.attested.two_factor_door':
    'Sie haben bestätigt, dass sich die Tür nur mit zwei Faktoren öffnet.',
  'queue.state.unattested.hint': 'Bestätigen Sie zuerst, wie Ihr Raum gesichert ist.',
  'queue.barred.training':
    '{count, plural, one {Für einen Vertrag ist Ihre Schulung nicht gültig} other {Für # Verträge ist Ihre Schulung nicht gültig}}',
  'queue.barred.training.hint':
    'Gespräche dafür kommen nicht zu Ihnen: {names}. Sobald Ihre Verwaltung eine gültige Schulung eingetragen hat, schalten Sie wieder auf bereit.',
  'queue.training.ending': 'Ihre Schulung „{ruleset}“ gilt bis {date}',
  'queue.training.ending.hint':
    'Frischen Sie sie rechtzeitig auf: Danach kommen die Gespräche dafür nicht mehr zu Ihnen.',
};
