// Taking in files: one after the other, each with its own progress and outcome.
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useSend } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { type Imported, importFile } from '../api.ts'
import { AboutFields, aboutInput, nothingAbout } from './AddText.tsx'
import { ImportedList } from './ImportedList.tsx'
import { ImportOpml, isOpml } from './ImportOpml.tsx'

export function AddFile({ files, onClose }: { files: readonly File[]; onClose: () => void }): ReactNode {
  const act = useSend(importFile)
  const [chosen, setChosen] = useState<readonly File[]>(files)
  const [about, setAbout] = useState(nothingAbout)
  const [share, setShare] = useState(0)
  const [done, setDone] = useState<Imported | null>(null)
  const input = useRef<HTMLInputElement>(null)

  useEffect(() => {
    if (files.length > 0) setChosen(files)
  }, [files])

  async function send(): Promise<void> {
    const all: Imported = { items: [], did: [], partial: [] }
    for (const file of chosen) {
      setShare(0)
      const one = await act.send(
        { name: file.name, ...(file.type ? { mediaType: file.type } : {}), ...aboutInput(about) },
        file,
        setShare,
      )
      all.items.push(...one.items)
      all.did.push(...one.did)
      all.partial.push(...one.partial)
    }
    setDone(all)
  }

  const list = chosen.find(isOpml)
  if (list) return <ImportOpml file={list} onClose={onClose} />
  return (
    <Dialog title={done ? say('Taken in') : say('Take in a file')} open wide onClose={onClose}>
      {done ? (
        <ImportedList
          imported={done}
          onMore={() => {
            setDone(null)
            setChosen([])
          }}
          onClose={onClose}
        />
      ) : (
        <>
          <div className="file-pick">
            <p>
              {say(
                'Text, a web page, a saved mail (.eml), a saved feed (RSS, Atom, RDF, JSON), or a list of feeds (.opml), up to 8 MB. You can also drop a file anywhere on the page of watch.',
              )}
            </p>
            <Button icon="file" onPress={() => input.current?.click()}>
              {chosen.length > 0 ? say('Choose another') : say('Choose a file')}
            </Button>
            <input
              ref={input}
              type="file"
              multiple
              hidden
              aria-label={say('File')}
              onChange={(event) => setChosen([...(event.target.files ?? [])])}
            />
            {chosen.map((file) => (
              <p key={file.name} className="mono small wrap-anywhere">
                {file.name} · {Math.max(1, Math.round(file.size / 1024)).toLocaleString('en')} KiB
              </p>
            ))}
          </div>
          <AboutFields about={about} onChange={setAbout} />
          {act.pending ? <progress max={1} value={share} aria-label={say('Sent')} /> : null}
          <Problem error={act.error} />
          <div className="row">
            <Button
              kind="first"
              isDisabled={chosen.length === 0}
              isPending={act.pending}
              onPress={() => void send().catch(() => undefined)}
            >
              {say('Read it')}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  )
}
