// Letters: what waits for whom and why, what was sent and taken, and what could not be opened.
import './post.css'
import { type ReactNode, useState } from 'react'
import { Button } from '#web/kit/Button.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { importLetters } from '../../api/post.ts'
import { FederateTabs } from '../Tabs.tsx'
import { ImportLetters } from './ImportLetters.tsx'
import { LetterDrawer } from './LetterDrawer.tsx'
import { LettersList } from './LettersList.tsx'
import { Lines } from './Lines.tsx'
import { TurnedAway } from './TurnedAway.tsx'

const tabIds = ['peers', 'letters', 'turned-away'] as const

export function LettersPage(): ReactNode {
  const [{ tab, letter }, choose] = useChoices('tab', 'letter', 'peer', 'direction')
  const [taking, setTaking] = useState(false)
  const may = useMay()
  return (
    <Page
      title={say('Letters')}
      wide
      lead={say(
        'What is told to other organisations leaves in sealed letters. Each is kept until its receipt comes, and tried again until then.',
      )}
      actions={
        may(importLetters) ? (
          <Button icon="plus" onPress={() => setTaking(true)}>
            {say('Take a file of letters')}
          </Button>
        ) : null
      }
    >
      <FederateTabs />
      <Tabs
        label={say('Parts of the post')}
        chosen={tabIds.find((one) => one === tab) ?? 'peers'}
        onChoose={(next) => choose({ tab: next === 'peers' ? undefined : next })}
        tabs={[
          { id: 'peers', title: say('By peer'), content: <Lines /> },
          { id: 'letters', title: say('Sent and taken'), content: <LettersList /> },
          { id: 'turned-away', title: say('Turned away'), content: <TurnedAway /> },
        ]}
      />
      {letter ? <LetterDrawer id={letter} onClose={() => choose({ letter: undefined })} /> : null}
      {taking ? <ImportLetters onClose={() => setTaking(false)} /> : null}
    </Page>
  )
}
