// The keys, on one page.
import type { ReactNode } from 'react'
import { keyHelp } from '../keys.ts'
import { Dialog } from '../kit/Dialog.tsx'
import { say } from '../say.ts'

export function KeysHelp({ onClose }: { onClose: () => void }): ReactNode {
  const parts = [...new Set(keyHelp.map((it) => it.part))]
  return (
    <Dialog title={say('Keys')} open onClose={onClose} wide>
      <div className="keys-help">
        {parts.map((part) => (
          <section key={part} className="stack tight">
            <h3>{say(part)}</h3>
            <dl>
              {keyHelp
                .filter((it) => it.part === part)
                .map((it) => (
                  <div key={it.does}>
                    <dt>
                      {it.keys.split(' ').map((key) => (
                        <kbd key={key}>{key}</kbd>
                      ))}
                    </dt>
                    <dd>{say(it.does)}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
