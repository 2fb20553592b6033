// Back from the identity provider: what it sent along stands after the # of the address, and is handed in from within
// this site, because the cookie that binds it to this browser does not come along from elsewhere.
import { type ReactNode, useEffect, useRef } from 'react'
import { useTell } from '#web/ask.ts'
import { Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { useEnter } from '#web/shell/entering.ts'
import { finishSingleSignOn } from '../api.ts'

const mark = '#single-sign-on='

export function FromProvider({ next }: { next: string | undefined }): ReactNode {
  const finish = useTell(finishSingleSignOn)
  const enter = useEnter()
  const begun = useRef(false)
  const { hash } = window.location

  useEffect(() => {
    if (begun.current || !hash.startsWith(mark)) return
    begun.current = true
    // The answer works once; it has no business in the history of the browser.
    window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search)
    finish.tell({ answer: decodeURIComponent(hash.slice(mark.length)) }).then(
      (done) => enter(done.secondFactor, next),
      () => undefined, // shown below
    )
  })

  if (hash === '#single-sign-on-failed') {
    return (
      <p className="note">
        {say('The single sign-on of your organisation could not be reached. Try again, or use a password.')}
      </p>
    )
  }
  if (finish.pending) return <p className="quiet">{say('Signing you in …')}</p>
  return <Problem error={finish.error} />
}
