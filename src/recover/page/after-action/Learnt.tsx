// Lessons of it, how far each has come, and noting one more: it goes into plans, playbooks and thresholds by proposal and approval.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Acts } from '#web/kit/acts/Acts.tsx'
import { say } from '#web/say.ts'
import { noteLesson } from '../../api/lessons.ts'
import { Lines } from '../record/Standing.tsx'
import { stateWord } from '../words.ts'
import type { Shown } from './AfterActionPage.tsx'

export function Learnt({ review, crisis }: { review: Shown; crisis: string | undefined }): ReactNode {
  const note = {
    ...{ label: say('Note a lesson'), contract: noteLesson },
    fixed: crisis ? { crisis, from: { record: 'coordinate.crisis', id: crisis } } : {},
    lead: say('Then propose on its page what it changes; somebody else approves that.'),
    asks: [
      { name: 'title', label: say('What was learnt') },
      { name: 'text', label: say('In more words'), as: 'text', optional: true },
      { name: 'owner', label: say('Who owns it'), as: 'party', optional: true },
      { name: 'due', label: say('By when'), as: 'moment', optional: true },
    ],
  } as const
  return (
    <Lines
      title={say('Lessons')}
      none={say('No lesson is noted yet.')}
      aside={<Acts small acts={[note]} />}
      lines={review.lessons.map(({ id, title, state, change }) => ({
        ...{ key: id, at: null, state },
        text: (
          <Link to="/recover/$id" params={{ id }}>
            {title}
          </Link>
        ),
        more: change ? `${stateWord(change.target)}: ${change.text}` : say('No change is proposed yet.'),
      }))}
    />
  )
}
