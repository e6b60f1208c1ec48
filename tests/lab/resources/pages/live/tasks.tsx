/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import TasksState from '#states/tasks_state'

export default page({ route: '/live/tasks', middleware: ['silentAuth'] }, () => {
  const tasks = useReflex(TasksState)
  return (
    <>
      <input
        aria-label="Search"
        defaultValue={tasks.word}
        onChange={(event) => void tasks.search.debounce(50)(event.target.value)}
      />
      <ul>
        {tasks.found.map(({ id, title, isDone }) => (
          <li key={id}>
            {title} {isDone ? 'done' : 'open'}
          </li>
        ))}
      </ul>
      <button onClick={() => tasks.add('Added')}>Add</button>
      <output>
        {tasks.total} tasks, {tasks.open} open, {tasks.mine.length} mine, last {tasks.last?.title}
      </output>
    </>
  )
})
