// The versions of an article: what each changed in its facts, and word by word.
import { type ReactNode, useMemo, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { compareTexts } from '#web/kit/compare-texts.ts'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { type getItem, itemVersion } from '../api.ts'

export interface VersionsProps {
  item: OutputOf<typeof getItem>
  shown: number
  onShow: (number: number) => void
}

export function Versions({ item, shown, onShow }: VersionsProps): ReactNode {
  const { versions } = item.state
  const [compared, setCompared] = useState<number | null>(null)
  if (versions.length < 2) return null
  return (
    <section className="fact-group" aria-labelledby="group-versions">
      <header>
        <h2 id="group-versions">{say('Versions')}</h2>
        <span className="small quiet number">{versions.length}</span>
      </header>
      <ol className="plain-list" reversed>
        {[...versions].reverse().map((version) => (
          <li key={version.number}>
            <span className="row">
              <strong>{say('Version {n}', { n: version.number })}</strong>
              <span className="small quiet">
                <Time at={version.fetchedAt} show="both" />
              </span>
              <Button small isDisabled={version.number === shown} onPress={() => onShow(version.number)}>
                {version.number === shown ? say('Shown') : say('Show')}
              </Button>
              {version.number > 1 ? (
                <Button
                  small
                  kind="quiet"
                  onPress={() => setCompared(compared === version.number ? null : version.number)}
                  aria-expanded={compared === version.number}
                >
                  {say('What changed')}
                </Button>
              ) : null}
            </span>
            <span className="small quiet">{version.why}</span>
            {version.changed.length > 0 ? (
              <ul className="small changes">
                {version.changed.map((change) => (
                  <li key={`${change.what}${change.before}${change.after}`}>
                    {change.what}: {change.before ? <del>{change.before}</del> : null}{' '}
                    {change.after ? <ins>{change.after}</ins> : null}
                  </li>
                ))}
              </ul>
            ) : null}
            {compared === version.number ? (
              <Difference id={item.id} before={version.number - 1} after={version.number} />
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Difference({ id, before, after }: { id: string; before: number; after: number }): ReactNode {
  const old = useAsk(itemVersion, { id, number: before })
  const next = useAsk(itemVersion, { id, number: after })
  const pieces = useMemo(
    () => (old.data && next.data ? compareTexts(old.data.state.text, next.data.state.text) : []),
    [old.data, next.data],
  )
  if (old.error || next.error) return <Problem error={old.error ?? next.error} />
  if (!old.data || !next.data) return <Skeleton lines={3} />
  return (
    <div className="document difference">
      {pieces.map((piece, n) => {
        const key = `${n}${piece.kind}`
        if (piece.kind === 'gone') return <del key={key}>{piece.text}</del>
        if (piece.kind === 'new') return <ins key={key}>{piece.text}</ins>
        return <span key={key}>{piece.text}</span>
      })}
    </div>
  )
}
