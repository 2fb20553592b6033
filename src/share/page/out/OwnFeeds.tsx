// The public feed of the node, and the feeds that one opened for oneself.
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { closeFeed, listFeeds, openFeed } from '../../api/feeds.ts'
import { AddressList } from './AddressList.tsx'
import { FeedList } from './FeedList.tsx'
import { OpenFeed } from './OpenFeed.tsx'

export function OwnFeeds(): ReactNode {
  const asked = useAsk(listFeeds, {}, { timeless: true })
  const close = useTell(closeFeed)
  const open = useTell(openFeed)
  const [opening, setOpening] = useState(false)
  if (asked.isPending) return <Skeleton lines={4} />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const again = () => void asked.refetch()
  return (
    <div className="stack">
      <Card title={say('The public feed')}>
        <p className="small quiet">
          {say(
            'For everybody, without a key: products at TLP:CLEAR that somebody released to the public, and advisories published at TLP:CLEAR.',
          )}
        </p>
        <AddressList addresses={asked.data.public} />
      </Card>
      <Card
        title={say('Your feeds')}
        aside={
          <Button small icon="plus" onPress={() => setOpening(true)}>
            {say('Open a feed')}
          </Button>
        }
      >
        <Problem error={close.error} />
        <p className="small quiet">
          {say(
            'A feed gives what was released and you may read at that moment. Whoever knows its address reads the same: give it to nobody.',
          )}
        </p>
        <FeedList feeds={asked.data.items} onClose={(id) => void close.tell({ id }).then(again, () => undefined)} />
      </Card>
      {opening ? (
        <OpenFeed
          error={open.error}
          pending={open.pending}
          onOpen={async (input) => (await open.tell(input)).addresses}
          onClose={() => {
            setOpening(false)
            again()
          }}
        />
      ) : null}
    </div>
  )
}
