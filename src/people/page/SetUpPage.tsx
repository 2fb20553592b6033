// The first set-up: whose node this is, and who its first administrator is. Works once, with the printed link.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Trouble } from '#web/client.ts'
import { buttonClass } from '#web/kit/Button.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { PasswordField } from '#web/kit/PasswordField.tsx'
import { PickOne } from '#web/kit/Picks.tsx'
import { errorAt, Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { Door } from '#web/shell/Door.tsx'
import { useEnter } from '#web/shell/entering.ts'
import { listCountries, setUp, setUpState } from '../api.ts'
import type { OrganisationKind } from '../model.ts'
import { hashToken } from './hash-token.ts'
import { kindChoices, withoutCountry } from './words.ts'

export function SetUpPage(): ReactNode {
  const state = useAsk(setUpState, {}, { timeless: true })
  const token = hashToken()
  if (state.isPending) {
    return (
      <Door title={say('Set-up')}>
        <Skeleton />
      </Door>
    )
  }
  if (state.error) {
    return (
      <Door title={say('Set-up')}>
        <Problem error={state.error} onAgain={() => void state.refetch()} />
      </Door>
    )
  }
  if (!state.data.needed) {
    return (
      <Door title={say('This node is set up already')} lead={say('The set-up works once.')}>
        <Link to="/sign-in" className={buttonClass('first')}>
          {say('Sign in')}
        </Link>
      </Door>
    )
  }
  if (!token) {
    return (
      <Door
        title={say('This node waits for its set-up')}
        lead={say('Open the whole set-up link that the node printed when it started, with everything after the #.')}
      >
        <p className="note">{say('The link is printed anew at each start: npm start, or ./tocsin serve.')}</p>
      </Door>
    )
  }
  return <SetUpForm token={token} />
}

function SetUpForm({ token }: { token: string }): ReactNode {
  const countries = useAsk(listCountries, {}, { timeless: true })
  const act = useTell(setUp)
  const enter = useEnter()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<OrganisationKind>('csirt')
  const [country, setCountry] = useState('')
  const [person, setPerson] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState<unknown>(null)

  async function send(): Promise<void> {
    if (country === '' && !withoutCountry.includes(kind)) {
      setMissing(countryMissing)
      return
    }
    setMissing(null)
    const done = await act.tell({
      token,
      organisation: { name: name.trim(), kind, country: country || null },
      person: { name: person.trim(), email: email.trim() },
      password,
    })
    // The token has done its work, and must not stay in the history.
    window.history.replaceState(null, '', '/setup')
    await enter(done.secondFactor, '/account?tab=factors&first=1')
  }

  return (
    <Door
      title={say('Set up this node')}
      lead={say('A minute, and it is yours: whose node it is, and who looks after it.')}
      wide
    >
      <Form submit={say('Set up the node')} pending={act.pending} error={missing ?? act.error} onSubmit={send}>
        <h2>{say('Your organisation')}</h2>
        <TextField
          label={say('Name')}
          value={name}
          onChange={setName}
          required
          maxLength={200}
          autoFocus
          error={errorAt(act.error, 'organisation/name')}
        />
        <SelectField
          label={say('What it is')}
          value={kind}
          onChange={(value) => setKind(kindChoices().find((choice) => choice.value === value)?.value ?? 'csirt')}
          choices={kindChoices()}
        />
        <PickOne
          label={say('Country')}
          optional={withoutCountry.includes(kind)}
          hint={withoutCountry.includes(kind) ? say('Leave it empty for a body of the Union or of NATO.') : ''}
          value={country}
          onChange={setCountry}
          choices={(countries.data?.items ?? []).map((it) => ({
            value: it.code,
            label: it.name,
            group: it.member ? say('Member State') : '',
          }))}
        />
        <h2>{say('You, the first administrator')}</h2>
        <TextField
          label={say('Your name')}
          value={person}
          onChange={setPerson}
          required
          autoComplete="name"
          maxLength={200}
        />
        <TextField
          label={say('E-mail address')}
          type="email"
          value={email}
          onChange={setEmail}
          required
          autoComplete="username"
          error={errorAt(act.error, 'person/email')}
        />
        <PasswordField
          label={say('Password')}
          isNew
          hint={say('At least 12 characters. Four random words do well.')}
          value={password}
          onChange={setPassword}
          error={errorAt(act.error, 'password')}
        />
      </Form>
    </Door>
  )
}

const countryMissing = new Trouble({
  type: 'urn:tocsin:refusal:bad-input',
  title: 'The country is missing',
  status: 0,
  refusal: 'bad-input',
  whatToDo: 'Type the first letters of the country, and choose it from the list.',
})
