export const en = {
  'sites.title': 'Sites',
  'sites.lead':
    'Agents and supervisors work only from the networks of these sites. Administrators are bound to none.',
  'sites.unbound': 'There is no site yet: agents and supervisors may work from everywhere.',
  'sites.new': 'New site',
  'sites.none': 'No sites yet',
  'sites.none.hint': 'With the first one, whoever is elsewhere can neither take nor watch calls.',
  'sites.name': 'Name',
  'sites.name.hint': 'As your people know it',
  'sites.name.taken': 'There is a site of this name already.',
  'sites.ranges': 'Networks',
  'sites.ranges.hint':
    'One a line, such as 203.0.113.0/24 or 2001:db8:17::/48, or single addresses. This page is seen from {address}.',
  'sites.ranges.wrong': 'Not a network, or too large for a site: {ranges}',
  'sites.rooms': 'What agents can confirm there',
  'sites.room.alone_in_closed_room': 'Alone in a closed room',
  'sites.room.two_factor_door': 'Door with two factors',
  'sites.first':
    'As soon as this first site is saved, everybody who is elsewhere is out at once, also from calls.',
  'sites.save': 'Save',
  'sites.change': 'Change',
  'sites.change.title': 'Change {name}',
  'sites.remove': 'Remove',
  'sites.remove.title': 'Remove {name}?',
  'sites.remove.lead': 'Whoever is there and at no other site is out at once, also from calls.',
  'sites.remove.last': 'This is the last site. Without it, agents and supervisors may work from everywhere.',
};
