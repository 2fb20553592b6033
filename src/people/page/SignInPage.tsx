// Signing in: password and code, a passkey, or the organisation's own single sign-on.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { InputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { PasswordField } from '#web/kit/PasswordField.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { Door } from '#web/shell/Door.tsx'
import { useEnter } from '#web/shell/entering.ts'
import { askPasskey } from '#web/shell/passkeys.ts'
import { passkeyOptions, setUpState, signIn, signInOptions, signInWithPasskey } from '../api.ts'
import { FromProvider } from './FromProvider.tsx'

export function SignInPage(): ReactNode {
  const [{ next }] = useChoices('next')
  const setUpNeeded = useAsk(setUpState, {}, { timeless: true })
  const ways = useAsk(signInOptions, {}, { timeless: true })
  if (setUpNeeded.data?.needed) {
    return (
      <Door title={say('This node waits for its set-up')} lead={say('Nobody can sign in yet.')}>
        <p className="note">{say('Open the set-up link that the node printed when it started.')}</p>
        <Link to="/setup" className={buttonClass('plain')}>
          {say('What is that link?')}
        </Link>
      </Door>
    )
  }
  return (
    <Door title={say('Sign in')}>
      <Problem
        error={setUpNeeded.error ?? ways.error}
        onAgain={() => void Promise.all([setUpNeeded.refetch(), ways.refetch()])}
      />
      <FromProvider next={next} />
      <WithPassword next={next} />
      {ways.data?.passkeys || ways.data?.singleSignOn ? <p className="or quiet small">{say('or')}</p> : null}
      {ways.data?.passkeys ? <WithPasskey next={next} /> : null}
      {ways.data?.singleSignOn ? (
        <a className={buttonClass()} href={ways.data.singleSignOn.start}>
          {say('Continue with {name}', { name: ways.data.singleSignOn.name })}
        </a>
      ) : null}
    </Door>
  )
}

function WithPassword({ next }: { next: string | undefined }): ReactNode {
  const act = useTell(signIn)
  const enter = useEnter()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [accepts, setAccepts] = useState<readonly string[] | null>(null)

  async function send(): Promise<void> {
    const input = { email: email.trim(), password, ...(code ? { code: code.replace(/\s/g, '') } : {}) }
    const done = await act.tell(input)
    if (done.secondFactor === 'needed') setAccepts(done.accepts)
    else await enter(done.secondFactor, next)
  }

  return (
    <Form
      submit={accepts ? say('Sign in with the code') : say('Sign in')}
      pending={act.pending}
      error={act.error}
      onSubmit={send}
    >
      <TextField
        label={say('E-mail address')}
        type="email"
        name="email"
        value={email}
        onChange={setEmail}
        required
        autoComplete="username"
        autoFocus
      />
      <PasswordField label={say('Password')} value={password} onChange={setPassword} />
      {accepts ? (
        <TextField
          key="code"
          label={say('Code')}
          hint={
            accepts.includes('passkey')
              ? say('Six digits from your app, or a recovery code. Your passkey works too: below.')
              : say('Six digits from your app, or a recovery code.')
          }
          value={code}
          onChange={setCode}
          required
          autoFocus
          autoComplete="one-time-code"
          inputMode="text"
          minLength={6}
          maxLength={20}
          mono
        />
      ) : null}
    </Form>
  )
}

function WithPasskey({ next }: { next: string | undefined }): ReactNode {
  const begin = useTell(passkeyOptions)
  const finish = useTell(signInWithPasskey)
  const enter = useEnter()
  const [error, setError] = useState<unknown>(null)

  async function go(): Promise<void> {
    setError(null)
    try {
      const { ceremony, options } = await begin.tell({})
      const response = (await askPasskey(options)) as InputOf<typeof signInWithPasskey>['response']
      const done = await finish.tell({ ceremony, response })
      await enter(done.secondFactor, next)
    } catch (thrown) {
      setError(thrown)
    }
  }

  return (
    <div className="stack tight">
      <Button icon="account" isPending={begin.pending || finish.pending} onPress={() => void go()}>
        {say('Use a passkey')}
      </Button>
      <Problem error={error} />
    </div>
  )
}
