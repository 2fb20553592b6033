// What was seen of each name: where it leads, who answers for it, the certificate, and what could not be seen.
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'
import type { observeService } from '../../api/observe.ts'

type Name = OutputOf<typeof observeService>['seen'][number]

export function WhatWasSeen({ seen }: { seen: readonly Name[] }): ReactNode {
  return (
    <ul className="plain-list bordered seen-names">
      {seen.map((one) => (
        <li key={one.name}>
          <strong className="mono wrap-anywhere">{one.name}</strong>
          <dl className="facts small">
            {lines(one).map(([what, value]) => (
              <div key={what} className="fact-row">
                <dt>{what}</dt>
                <dd className="wrap-anywhere">{value}</dd>
              </div>
            ))}
          </dl>
          {one.certificate && !one.certificate.trusted ? (
            <Badge tone="warn">{say('this machine does not trust the certificate')}</Badge>
          ) : null}
          {one.problems.map((problem) => (
            <p key={problem} className="small late">
              {problem}
            </p>
          ))}
        </li>
      ))}
    </ul>
  )
}

function lines(one: Name): [string, string][] {
  const { certificate } = one
  const all: [string, string][] = [
    [say('Leads to'), one.aliases.join(' → ')],
    [say('Addresses'), one.addresses.join(', ')],
    [say('Name servers'), one.nameServers.join(', ')],
    [say('Mail'), one.mail.join(', ')],
    [say('Certificate by'), certificate?.issuer ?? ''],
    [say('Valid until'), certificate?.validTo?.slice(0, 10) ?? ''],
  ]
  return all.filter(([, value]) => value !== '')
}
