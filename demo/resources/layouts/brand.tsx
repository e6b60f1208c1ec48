import { Link } from 'reflex-adonis/react'

export function Brand() {
  return (
    <Link route="home" className="brand">
      <svg viewBox="0 0 24 24" width="26" height="26" aria-hidden="true">
        <path
          d="M9 3h6M12 3v2M8 7.5h8M7 20h10M8 7.5l-1 12.5M16 7.5l1 12.5M9.5 7.5C9.5 6 10.5 5 12 5s2.5 1 2.5 2.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <path
          className="flame"
          d="M12 10.2c2.4 2.6 2.9 4.2 2.2 5.8a2.45 2.45 0 0 1-4.4 0c-.7-1.6-.2-3.2 2.2-5.8z"
        />
      </svg>
      <span>Lantern</span>
    </Link>
  )
}
