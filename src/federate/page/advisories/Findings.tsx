// What the tests of the standard found, the worst first.
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { say, sayCount } from '#web/say.ts'
import type { Checked } from '../../model/advisories/findings.ts'

const tones = { error: 'bad', warning: 'warn', info: 'quiet' } as const

export function Findings({ check }: { check: Checked }): ReactNode {
  const left = check.errors + check.warnings + check.infos - check.findings.length
  return (
    <section className="stack tight">
      <h2>{say('Tests of CSAF {version}', { version: check.csafVersion })}</h2>
      <p>
        {check.valid ? say('All mandatory tests pass.') : say('It fails a mandatory test.')}{' '}
        {sayCount(check.ran, '{n} test was run.', '{n} tests were run.')}
      </p>
      <ul>
        {check.findings.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: findings have no names, and never change places.
          <li key={at} className="small advisory-text">
            <Badge tone={tones[one.level]}>{one.test}</Badge> <code>{one.where || '/'}</code> {one.message}
          </li>
        ))}
      </ul>
      {left > 0 ? <p className="small">{say('and {n} more', { n: left })}</p> : null}
      {check.notRun.length > 0 ? (
        <details>
          <summary>{say('Tests that were not run')}</summary>
          <ul>
            {check.notRun.map(({ test, why }) => (
              <li key={test} className="small">
                {test}: {why}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  )
}
