// The three addresses of one feed, each to be copied.
import type { ReactNode } from 'react'
import { Copy } from '#web/kit/Copy.tsx'
import { say } from '#web/say.ts'
import type { Addresses } from '../../model/feed.ts'

const forms = [
  ['atom', 'Atom'],
  ['rss', 'RSS'],
  ['json', 'JSON Feed'],
] as const

export function AddressList({ addresses }: { addresses: Addresses }): ReactNode {
  return (
    <ul className="plain-list">
      {forms.map(([form, name]) => (
        <li key={form}>
          <span className="row apart">
            <span>
              <strong>{name}</strong> <code className="small wrap-anywhere">{addresses[form]}</code>
            </span>
            <Copy text={addresses[form]} label={say('Copy the {form} address', { form: name })} />
          </span>
        </li>
      ))}
    </ul>
  )
}
