// The rules of a guideline: its words, what is checked by them, and where they come from.
import type { ReactNode } from 'react'
import { say } from '#web/say.ts'
import type { GuidelineRule } from '../../model/guideline.ts'
import { checkWord, verificationWord } from './words.ts'

export function RulesShown({ rules }: { rules: readonly GuidelineRule[] }): ReactNode {
  return (
    <details>
      <summary>{say('What is checked: {n} rules', { n: rules.length })}</summary>
      <ul className="plain-list stack tight">
        {rules.map((rule) => (
          <li key={rule.id} className="handling-rule">
            <p>
              <code className="small">{rule.id}</code> {rule.text}
            </p>
            <p className="small">{checkWord(rule.check)}</p>
            <p className="small quiet">
              {rule.source} ({verificationWord(rule.verification)})
            </p>
          </li>
        ))}
      </ul>
    </details>
  )
}
