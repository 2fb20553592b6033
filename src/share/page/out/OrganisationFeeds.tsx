// Feeds for organisations that have no account and no node here.
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { PickOne } from '#web/kit/Picks.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { closeFeed, listOrganisationFeeds, openOrganisationFeed } from '../../api/feeds.ts'
import { FeedList } from './FeedList.tsx'
import { OpenFeed } from './OpenFeed.tsx'

export function OrganisationFeeds(): ReactNode {
  const asked = useAsk(listOrganisationFeeds, {}, { timeless: true })
  const close = useTell(closeFeed)
  const open = useTell(openOrganisationFeed)
  const names = useNames()
  const [opening, setOpening] = useState(false)
  const [organisation, setOrganisation] = useState('')
  if (asked.isPending) return <Skeleton lines={4} />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const again = () => void asked.refetch()
  return (
    <Card
      title={say('Feeds of organisations')}
      aside={
        <Button small icon="plus" onPress={() => setOpening(true)}>
          {say('Open a feed')}
        </Button>
      }
    >
      <Problem error={close.error} />
      <p className="small quiet">
        {say(
          'Such a feed reads with the eyes of the organisation: what its marking lets it have, and never TLP:RED. Hand the address over in a way that nobody else reads.',
        )}
      </p>
      <FeedList feeds={asked.data.items} onClose={(id) => void close.tell({ id }).then(again, () => undefined)} />
      {opening ? (
        <OpenFeed
          error={open.error}
          pending={open.pending}
          onOpen={async (input) => (await open.tell({ ...input, organisation })).addresses}
          onClose={() => {
            setOpening(false)
            again()
          }}
        >
          <PickOne
            label={say('Organisation')}
            value={organisation}
            onChange={setOrganisation}
            choices={names.organisations}
            required
          />
        </OpenFeed>
      ) : null}
    </Card>
  )
}
