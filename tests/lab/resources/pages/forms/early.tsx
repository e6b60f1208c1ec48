/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useState } from 'react'
import { page, usePage, useReflex } from 'reflex-adonis/react'
import FormsState from '#states/forms_state'

/** What a server and a browser draw differently, as a clock does. */
function Clock() {
  return <time>{typeof window === 'undefined' ? 'then' : 'now'}</time>
}

/** Fields of all kinds whose value React holds or hears of, and what it has heard. */
export default page({ route: '/early', title: 'Early' }, () => {
  const forms = useReflex(FormsState)
  const { query } = usePage()
  const [text, setText] = useState('')
  const [note, setNote] = useState('')
  const [file, setFile] = useState('')
  const [files, setFiles] = useState<string[]>([])
  const [isOn, setOn] = useState(false)
  const [size, setSize] = useState('s')
  const [agreed, setAgreed] = useState(false)
  const [count, setCount] = useState('')
  const [edited, setEdited] = useState('')
  const [sent, setSent] = useState<string[]>([])
  return (
    <main>
      {query.clock && <Clock />}
      <form action={forms.save} aria-label="entry">
        <input
          name="text"
          aria-label="Text"
          value={text}
          onChange={(change) => setText(change.target.value)}
        />
        {['s', 'm', 'l'].map((each) => (
          <input
            key={each}
            type="radio"
            name="size"
            aria-label={`Size ${each}`}
            value={each}
            checked={size === each}
            onChange={(change) => setSize(change.target.value)}
          />
        ))}
        <input
          type="checkbox"
          name="agreed"
          aria-label="Agreed"
          checked={agreed}
          onChange={(change) => setAgreed(change.target.checked)}
        />
        <button disabled={text === ''}>Save</button>
      </form>
      <input
        type="file"
        aria-label="File"
        onChange={(change) => {
          const name = change.target.files?.[0]?.name ?? ''
          setFile(name)
          setFiles([...files, name])
        }}
      />
      <input type="checkbox" aria-label="Switch" checked={isOn} onChange={() => setOn(!isOn)} />
      <input
        type="number"
        aria-label="Count"
        value={count}
        onChange={(change) => setCount(change.target.value)}
      />
      <textarea
        aria-label="Note"
        defaultValue="A note"
        onChange={(change) => setNote(change.target.value)}
      />
      <div
        contentEditable
        suppressContentEditableWarning
        role="textbox"
        aria-label="Editable"
        onInput={(input) => setEdited(input.currentTarget.textContent)}
      >
        Begin
      </div>
      <input
        aria-label="Message"
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Enter') setSent([...sent, currentTarget.value])
        }}
      />
      <button onClick={() => setSent([...sent, 'clicked'])}>Click</button>
      <pre id="heard">
        {JSON.stringify({ text, note, file, files, isOn, size, agreed, count, edited, sent })}
      </pre>
      <pre id="saved">{forms.saved.join('\n')}</pre>
    </main>
  )
})
