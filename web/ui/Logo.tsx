/** The mark: a spoken answer that has arrived. */
export function Logo({ size = 32 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="9" fill="#155e50" />
      <path
        d="M16 7.5a8.5 8.5 0 1 0 4.6 15.65L25 24.5l-1.4-4.2A8.5 8.5 0 0 0 16 7.5Z"
        fill="#fff"
      />
      <path
        d="M11.8 16.2l3 3 5.4-5.9"
        fill="none"
        stroke="#155e50"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
