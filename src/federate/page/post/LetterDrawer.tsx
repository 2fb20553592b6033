// One letter: its parts as far as this reader may know of them, and the reasons of those that were refused.
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { getLetter } from '../../api/post.ts'
import { partWords, routeWords, stateOf } from './words.ts'

export function LetterDrawer({ id, onClose }: { id: string; onClose: () => void }): ReactNode {
  const asked = useAsk(getLetter, { id }, { keep: true, present: true, everySeconds: 5 })
  const letter = asked.data
  return (
    <Dialog title={say('A letter')} open onClose={onClose} drawer>
      {asked.isPending ? <Skeleton lines={6} /> : null}
      {!letter && asked.error ? <Problem error={asked.error} /> : null}
      {letter ? (
        <div className="stack">
          <p className="row">
            <strong>
              {letter.direction === 'sent'
                ? say('To {name}', { name: letter.name })
                : say('From {name}', { name: letter.name })}
            </strong>
            <Badge tone={stateOf(letter).tone}>{say(stateOf(letter).word)}</Badge>
          </p>
          <dl className="post-facts">
            <dt>{say('Number')}</dt>
            <dd>{letter.sequence}</dd>
            <dt>{letter.direction === 'sent' ? say('Sealed') : say('Taken')}</dt>
            <dd>
              <Time at={letter.at} show="both" />
            </dd>
            {letter.sentAt ? (
              <>
                <dt>{say('Sent last')}</dt>
                <dd>
                  <Time at={letter.sentAt} /> · {say('tries: {n}', { n: String(letter.tries) })}
                </dd>
              </>
            ) : null}
            {letter.acknowledgedAt ? (
              <>
                <dt>{say('Receipt')}</dt>
                <dd>
                  <Time at={letter.acknowledgedAt} show="both" />
                </dd>
              </>
            ) : null}
            <dt>{say('Way')}</dt>
            <dd>{letter.route ? say(routeWords[letter.route] ?? letter.route) : say('not sent yet')}</dd>
            <dt>{say('Agreement')}</dt>
            <dd>
              {letter.agreement
                ? say('version {n}', { n: String(letter.agreement.version) })
                : say('none: about trust and agreements')}
            </dd>
            <dt>{say('Size')}</dt>
            <dd>{say('{n} kB sealed', { n: String(Math.ceil(letter.bytes / 1024)) })}</dd>
          </dl>
          <h3>{say('Parts')}</h3>
          {letter.contents.length === 0 ? <p className="quiet">{say('None that you may see.')}</p> : null}
          <ol className="plain-list bordered">
            {letter.contents.map((part, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the place in the letter is what names a part.
              <li key={at} className="stack tight">
                <span className="row">
                  <span>{say(partWords[part.part] ?? part.part)}</span>
                  {part.title ? <strong>{part.title}</strong> : null}
                  {part.version ? (
                    <span className="small quiet">{say('version {n}', { n: String(part.version) })}</span>
                  ) : null}
                  {part.refusal ? <Badge tone="bad">{part.refusal}</Badge> : null}
                </span>
                {part.why ? <span className="small">{part.why}</span> : null}
              </li>
            ))}
          </ol>
        </div>
      ) : null}
    </Dialog>
  )
}
