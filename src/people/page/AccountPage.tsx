// One's own ways in: second factors, password, sessions, API tokens; and how one is reminded.
import './people.css'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { buttonClass } from '#web/kit/Button.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMe } from '#web/session.ts'
import { FactorsTab } from './FactorsTab.tsx'
import { MailKeysTab } from './MailKeysTab.tsx'
import { PasswordTab } from './PasswordTab.tsx'
import { RemindersTab } from './RemindersTab.tsx'
import { SessionsTab } from './SessionsTab.tsx'
import { TokensTab } from './TokensTab.tsx'
import { roleWord } from './words.ts'

const tabIds = ['factors', 'password', 'sessions', 'tokens', 'reminders', 'mail-key'] as const

export function AccountPage(): ReactNode {
  const [{ tab, first }, choose] = useChoices('tab', 'first')
  const me = useMe()
  return (
    <Page
      title={me.name}
      lead={
        <span className="row small">
          <span>{me.email}</span> · <span>{me.organisation.name}</span>
          {me.roles.map((role) => (
            <Badge key={role}>{roleWord(role)}</Badge>
          ))}
        </span>
      }
    >
      {me.owesSecondFactor ? (
        <p className="note warn">
          {say('This node asks everybody for a second factor. Add one below, then everything else opens.')}
        </p>
      ) : null}
      {first && !me.owesSecondFactor && !me.hasSecondFactor ? (
        <div className="note row apart">
          <span>{say('One more minute makes it safe: add a second factor, codes from an app or a passkey.')}</span>
          <Link to="/picture" className={buttonClass('plain', true)}>
            {say('Later')}
          </Link>
        </div>
      ) : null}
      {first && me.hasSecondFactor ? (
        <div className="note good row apart">
          <span>{say('All set.')}</span>
          <Link to="/picture" className={buttonClass('first', true)}>
            {say('Go to the picture')}
          </Link>
        </div>
      ) : null}
      {me.signsInWith === 'single-sign-on' ? (
        <p className="note">
          {say('You sign in through your organisation: password and second factor are changed there.')}
        </p>
      ) : null}
      <Tabs
        label={say('Parts of your account')}
        chosen={tabIds.find((it) => it === tab) ?? 'factors'}
        onChoose={(id) => choose({ tab: id === 'factors' ? undefined : id })}
        tabs={[
          { id: 'factors', title: say('Second factor'), content: <FactorsTab /> },
          { id: 'password', title: say('Password'), content: <PasswordTab /> },
          { id: 'sessions', title: say('Sessions'), content: <SessionsTab /> },
          { id: 'tokens', title: say('API tokens'), content: <TokensTab /> },
          { id: 'reminders', title: say('Reminders'), content: <RemindersTab /> },
          { id: 'mail-key', title: say('Mail key'), content: <MailKeysTab /> },
        ]}
      />
    </Page>
  )
}
