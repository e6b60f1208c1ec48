/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { ChangeEvent, ClipboardEvent, DragEvent } from 'react'
import { UploadList, uploadsFeature } from '../features/uploads/client/main.ts'
import type { UploadedFile, UploadSettings } from '../features/uploads/client/main.ts'
import { useClient } from './context.ts'
import type { Jsonify } from './json.ts'
import { stateId } from './state_reference.ts'
import type { FileField, FormFile, OtherField, StateClass, UploadEventName } from './types.ts'

/** How the files of an upload are sent. */
export interface UploadOptions<A> {
  /** Name of the field that takes the files, where the validator has several. */
  field?: FileField<A>
  /** The other fields of the event's argument. */
  fields?: { [K in OtherField<A>]?: Jsonify<A[K]> }
}

/** Props of an `<input>` by which files are chosen. */
export interface UploadInput {
  type: 'file'
  name: string
  /** The extensions that the rules allow. */
  accept: string | undefined
  multiple: boolean
  onChange: (event: ChangeEvent<HTMLInputElement>) => void
}

/** Props of an element that files can be dropped on. */
export interface UploadDropZone {
  'data-dragging': boolean | undefined
  'onDragEnter': (event: DragEvent) => void
  'onDragOver': (event: DragEvent) => void
  'onDragLeave': (event: DragEvent) => void
  'onDrop': (event: DragEvent) => void
}

/** Props of an element in which files can be pasted. */
export interface UploadPaste {
  onPaste: (event: ClipboardEvent) => void
}

/** Files that a page sends to an event. */
export interface ReflexUpload {
  /** For `<input>`. What is chosen is sent at once. */
  readonly input: UploadInput
  /** For an element that files are dropped on. It has `data-dragging` while one is over it. */
  readonly dropZone: UploadDropZone
  /** For an element in which files are pasted. */
  readonly paste: UploadPaste
  /** The files, in the order in which they were chosen. */
  readonly files: readonly UploadedFile[]
  /** Whether one of them is under way. */
  readonly isUploading: boolean
  /** Whether files are being dragged over the drop zone. */
  readonly isDragging: boolean
  /** Sends files that come from elsewhere. Resolves when the event has had them, or they have failed. */
  readonly add: (files: Iterable<File>) => Promise<void>
  /** Ends the sending of a file, or of all without an id. */
  readonly cancel: (id?: string) => void
  /** Sends a file again that has failed or was cancelled. */
  readonly retry: (id: string) => void
  /** Takes a file out of `files`, or all without an id. */
  readonly remove: (id?: string) => void
}

/** Extensions with another name. */
const ALSO: Readonly<Record<string, string>> = { jpg: 'jpeg', tif: 'tiff', mpg: 'mpeg' }

/**
 * Sends files to an `@rx.upload()` event, with progress. The bytes go over HTTP, a few files at a time; where the
 * line is cut, they go on where they were. When they are there, the event is called with them: with all that
 * were chosen together, if it takes a list.
 *
 * @param state - the state class
 * @param event - name of the event
 * @param options.field - the field for the files, where there are several
 * @param options.fields - the other fields of the event's argument
 *
 * @example
 * ```tsx
 * const upload = useUpload(ProfileState, 'setAvatar')
 * return (
 *   <label {...upload.dropZone}>
 *     <input {...upload.input} />
 *     {upload.files.map((file) => (
 *       <progress key={file.id} value={file.progress} max={100} />
 *     ))}
 *   </label>
 * )
 * ```
 */
export function useUpload<S, const E extends UploadEventName<S> & string>(
  state: StateClass<S>,
  event: E,
  options: UploadOptions<FormFile<S[E]>> = {}
): ReflexUpload {
  const client = useClient()
  const id = stateId(state)
  const list = useMemo(
    () => new UploadList(client, client.features.use(uploadsFeature), id, event),
    [client, id, event]
  )
  list.settings = options as UploadSettings
  const { files, isUploading } = useSyncExternalStore(list.subscribe, list.snapshot, list.snapshot)
  const [isDragging, setDragging] = useState(false)
  const depth = useRef(0)
  useEffect(() => () => list.remove(), [list])

  const { field } = list
  const { e: extnames } = field.rules
  const take = (given: FileList | null | undefined) => {
    if (given && given.length > 0) void list.add([...given])
  }
  const drag = (step: number) => (each: DragEvent) => {
    if (!hasFiles(each)) return
    each.preventDefault()
    depth.current = Math.max(0, depth.current + step)
    setDragging(depth.current > 0)
  }
  return {
    input: {
      type: 'file',
      name: field.isList ? `${field.name}[]` : field.name,
      accept: extnames && [...new Set(extnames.flatMap(namesOf))].join(','),
      multiple: field.isList,
      onChange({ currentTarget }) {
        take(currentTarget.files)
        // The same file can be chosen again
        currentTarget.value = ''
      },
    },
    dropZone: {
      'data-dragging': isDragging || undefined,
      'onDragEnter': drag(1),
      'onDragOver': drag(0),
      'onDragLeave': drag(-1),
      'onDrop'(each) {
        if (!hasFiles(each)) return
        each.preventDefault()
        depth.current = 0
        setDragging(false)
        take(each.dataTransfer.files)
      },
    },
    paste: {
      onPaste(each) {
        if (each.clipboardData.files.length === 0) return
        each.preventDefault()
        take(each.clipboardData.files)
      },
    },
    ...{ files, isUploading, isDragging },
    ...{ add: list.add, cancel: list.cancel, retry: list.retry, remove: list.remove },
  }
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer.types.includes('Files')
}

function namesOf(extname: string): string[] {
  const also = ALSO[extname]
  return also ? [`.${extname}`, `.${also}`] : [`.${extname}`]
}
