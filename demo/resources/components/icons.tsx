import type { ReactNode } from 'react'

function icon(paths: ReactNode, filled = false) {
  return function Icon() {
    return (
      <svg
        className="icon"
        viewBox="0 0 24 24"
        width="20"
        height="20"
        fill={filled ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        {paths}
      </svg>
    )
  }
}

const heart = (
  <path d="M12 20s-7.5-4.6-9-9.2C1.9 7.3 4.1 4.5 7.2 4.5c2 0 3.7 1 4.8 2.8 1.1-1.8 2.8-2.8 4.8-2.8 3.1 0 5.3 2.8 4.2 6.3C19.5 15.4 12 20 12 20z" />
)

export const HeartIcon = icon(heart)
export const FilledHeartIcon = icon(heart, true)
export const BagIcon = icon(
  <>
    <path d="M5 8h14l1 12H4z" />
    <path d="M9 8V7a3 3 0 0 1 6 0v1" />
  </>
)
export const PlusIcon = icon(<path d="M12 5v14M5 12h14" />)
export const MinusIcon = icon(<path d="M5 12h14" />)
export const TrashIcon = icon(
  <>
    <path d="M4 7h16M9 7V4.5h6V7M6.5 7l.8 12.5h9.4L17.5 7" />
    <path d="M10 11v5M14 11v5" />
  </>
)
export const SearchIcon = icon(
  <>
    <circle cx="11" cy="11" r="6.5" />
    <path d="M16 16l4.5 4.5" />
  </>
)
export const CloseIcon = icon(<path d="M6 6l12 12M18 6L6 18" />)
export const DownloadIcon = icon(<path d="M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14" />)
export const UploadIcon = icon(<path d="M12 16V5M7.5 9.5L12 5l4.5 4.5M5 20h14" />)
export const FileIcon = icon(<path d="M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12.5h6M9 16h6" />)
export const RepeatIcon = icon(
  <path d="M5 12a7 7 0 0 1 12-5l2 2M19 4v5h-5M19 12a7 7 0 0 1-12 5l-2-2M5 20v-5h5" />
)
export const TruckIcon = icon(
  <>
    <path d="M2.5 6h11v11h-11zM13.5 10h4l3.5 3.5V17h-7.5" />
    <circle cx="7" cy="18" r="1.8" />
    <circle cx="17" cy="18" r="1.8" />
  </>
)
export const SunMoonIcon = icon(
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 3.5v17a8.5 8.5 0 0 0 0-17z" fill="currentColor" />
  </>
)
