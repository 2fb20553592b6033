// Texts that are one article each, whatever their subheadings, lists, rules and footers suggest.
export interface Single {
  name: string
  kind: 'plain' | 'html'
  text: string
}

const lead =
  'Smiths Group said on Tuesday morning that it was managing a cybersecurity incident in which somebody gained access to its systems. The British engineering company isolated the affected systems at once.'
const next =
  'Smiths makes baggage screening machines and explosive detectors. The company is working with experts to recover, and says that it will meet all regulatory requirements.'
const shares =
  'Shares in Smiths fell by up to 2.3% in early trading in London. The company gave no further details about the incident and did not say when Smiths would be able to name the intruders.'
const title = 'Smiths Group isolates systems after breach'

export const singles: Single[] = [
  { name: 'short subheadings', kind: 'plain', text: [title, lead, 'What happened', next, 'Shares slip', shares].join('\n\n') },
  { name: 'longer subheadings', kind: 'plain', text: [title, lead, 'A maker of scanners for Smiths customers', next, 'How the market reacted to the news', shares].join('\n\n') },
  { name: 'Markdown sections', kind: 'plain', text: [`# ${title}`, lead, '## Background', next, '## Reaction of the market', shares].join('\n\n') },
  { name: 'Markdown sections without a lead', kind: 'plain', text: [`# ${title}`, '## What happened', lead, '## Background', next, '## Shares', shares].join('\n\n') },
  { name: 'HTML sections', kind: 'html', text: `<article><h1>${title}</h1><p>${lead}</p><h2>Background</h2><p>${next}</p><h2>Shares in London</h2><p>${shares}</p></article>` },
  { name: 'stars between scenes', kind: 'plain', text: [title, lead, '* * *', next, '* * *', shares].join('\n\n') },
  { name: 'a numbered list inside', kind: 'plain', text: [title, lead, '1. Isolate the systems', '2. Call the experts', '3. Tell the regulator', next, shares].join('\n\n') },
  { name: 'a footer with links', kind: 'plain', text: [title, 'By Example Wire Staff', '10 March 2025', lead, next, 'Read more: https://news.example/a', shares, 'Source: Example Wire'].join('\n\n') },
  { name: 'wrapped at 60 columns', kind: 'plain', text: `${title}\n\n${`${lead} ${next} ${shares}`.replace(/(.{40,60}) /g, '$1\n')}` },
  { name: 'no headline at all', kind: 'plain', text: [lead, next, shares].join('\n\n') },
  { name: 'a quotation on a line of its own', kind: 'plain', text: [title, lead, '"We acted at once and shut the doors"', next, shares].join('\n\n') },
  { name: 'bullets of one story', kind: 'plain', text: [title, lead, `- ${next}`, `- ${shares}`, '- More is expected this week.'].join('\n\n') },
  { name: 'a related headline at the end', kind: 'plain', text: [title, lead, next, shares, 'Related: Airports test new scanners'].join('\n\n') },
  { name: 'questions as subheadings', kind: 'plain', text: [title, lead, 'What does Smiths Group make?', next, 'How did investors in Smiths react?', shares].join('\n\n') },
  { name: 'German subheadings', kind: 'plain', text: ['Stadtwerke Kassel nach Angriff offline', 'Die Stadtwerke Kassel sind seit Montag nach einem Angriff nicht mehr im Netz erreichbar, teilte das Unternehmen mit.', 'Hintergrund', 'Die Stadtwerke versorgen in Kassel rund hunderttausend Haushalte mit Strom, Gas und Wasser.', 'Reaktionen', 'Der Oberbürgermeister von Kassel lobte die Stadtwerke für ihre schnelle und offene Auskunft.'].join('\n\n') },
  { name: 'French subheadings', kind: 'plain', text: ["L'hôpital de Corbeil privé de messagerie", "L'hôpital de Corbeil a coupé sa messagerie dimanche après une intrusion, a indiqué la direction lundi.", 'Contexte', "L'hôpital de Corbeil avait déjà été touché il y a deux ans par un rançongiciel.", 'Réactions', "Le ministre a promis à l'hôpital de Corbeil une aide de vingt millions d'euros."].join('\n\n') }
]
