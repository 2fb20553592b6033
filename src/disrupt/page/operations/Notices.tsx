// Notices about victims: to whom in which country, how far each is, and its text.
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import type { Act } from '#web/kit/acts/ActDialog.tsx'
import { Acts } from '#web/kit/acts/Acts.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import * as api from '../../api/victims/victims.ts'
import { Lines } from '../requests/Lines.tsx'
import type { Shown } from './operation-acts.ts'
import { takedownTone, takedownWord } from './words.ts'

type Notice = OutputOf<typeof api.listVictimNotices>['items'][number]

export function Notices({ shown }: { shown: Shown }): ReactNode {
  const asked = useAsk(api.listVictimNotices, { operation: shown.id }, { keep: true, hears: ['disrupt.victimNotice'] })
  return (
    <Lines
      title={say('Telling victims')}
      none={say('Note what was obtained first; then a notice goes to the CSIRT of each country.')}
      aside={<Acts small acts={[draftAct(shown)]} />}
      lines={(asked.data?.items ?? []).map((one) => ({
        key: one.id,
        text: (
          <>
            <Badge tone={takedownTone(one.state.state)}>{takedownWord(one.state.state)}</Badge> {one.state.country} ·{' '}
            {one.state.to.name} · <span lang={one.state.language}>{one.state.subject}</span>
          </>
        ),
        more: [
          one.state.sentAt ? <Time key="sent" at={one.state.sentAt} show="both" /> : null,
          one.state.sentHow,
          one.state.receipt ? say('Receipt: {words}', { words: one.state.receipt }) : null,
          one.state.withdrawnBecause,
          <details key="text">
            <summary>{say('The text')}</summary>
            <div className="prose" lang={one.state.language}>
              {one.state.text.split('\n\n').map((part) => (
                <p key={part}>{part}</p>
              ))}
            </div>
          </details>,
        ],
        acts: actsOf(one),
      }))}
    />
  )
}

function draftAct({ id, state }: Shown): Act | null {
  if (state.obtained.length === 0) return null
  return {
    ...{ label: say('Draft a notice'), contract: api.draftVictimNotice, fixed: { operation: id } },
    lead: say('It says how many there are and where the sealed list lies, and nothing of the operation.'),
    asks: [
      {
        ...{ name: 'obtained', label: say('About what'), as: 'choice' },
        choices: state.obtained.map((one) => ({
          value: one.key,
          label: `${takedownWord(one.kind)} ${one.country ?? ''} ${one.sealed}`,
        })),
      },
      { name: 'country', label: say('Country'), optional: true, hint: say('Where it is another than was noted.') },
      {
        name: 'to',
        label: say('To whom'),
        optional: true,
        hint: say('Left out: the CSIRT of the country in the register.'),
      },
      { name: 'contact', label: say('Whom they can ask') },
    ],
  }
}

function actsOf({ id, version, state }: Notice): Act[] {
  const fixed = { id, version }
  const of = state.to.name
  const withdraw: Act = {
    ...{ label: say('Withdraw'), of, contract: api.withdrawVictimNotice, fixed },
    asks: [{ name: 'because', label: say('Why') }],
  }
  if (state.state === 'draft')
    return [{ ...{ label: say('Approve'), of, contract: api.approveVictimNotice, fixed, kind: 'first' } }, withdraw]
  if (state.state === 'approved')
    return [
      {
        ...{ label: say('It was sent'), of, contract: api.noteVictimNoticeSent, fixed, kind: 'first' },
        asks: [{ name: 'how', label: say('By which secured way') }],
      },
      withdraw,
    ]
  if (state.state === 'sent')
    return [
      {
        ...{ label: say('It was received'), of, contract: api.noteVictimNoticeReceived, fixed },
        asks: [{ name: 'receipt', label: say('What they said') }],
      },
    ]
  return []
}
