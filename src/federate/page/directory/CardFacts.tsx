// What a card says, in words.

import type { ReactNode } from 'react'
import type { Static } from 'typebox'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import type { CardShown } from '../../api/directory.ts'

type Shown = Static<typeof CardShown>

export function CardFacts({ card }: { card: Shown }): ReactNode {
  const { organisation, contacts } = card
  const place = [organisation.country, ...organisation.groups].filter(Boolean).join(', ')
  const rows: [string, ReactNode][] = [
    [say('Organisation'), organisation.name],
    [say('Kind'), organisation.kind],
    [say('Country and groups'), place || say('none')],
    [say('Sectors'), organisation.sectors.join(', ') || say('none named')],
    [say('Address'), card.address ?? say('none: letters go as files')],
    [say('Understands'), card.capabilities.join(', ') || say('nothing named')],
    [
      say('Sealed to until'),
      card.sealsUntil ? (
        <Time key="seals" at={card.sealsUntil} show="both" />
      ) : (
        say('no key: nothing can be sealed to it')
      ),
    ],
    [say('Issued'), <Time key="issued" at={card.issuedAt} show="both" />],
    [say('Counts until'), <Time key="until" at={card.expiresAt} show="both" />],
    ...(card.nextKeysAnnounced ? [[say('Keys'), say('New ones are announced.')] as [string, ReactNode]] : []),
  ]
  return (
    <>
      <dl className="facts">
        {rows.map(([name, value]) => (
          <Row key={name} name={name} value={value} />
        ))}
      </dl>
      {contacts.length > 0 ? (
        <ul className="plain-list small" aria-label={say('Contacts')}>
          {contacts.map((contact) => (
            <li key={`${contact.purpose} ${contact.email ?? ''} ${contact.phone ?? ''}`}>
              {[contact.purpose, contact.name, contact.phone, contact.email].filter(Boolean).join(' · ')}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

function Row({ name, value }: { name: string; value: ReactNode }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}
