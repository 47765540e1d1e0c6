/**
 * Environment for a process that hashes passwords with argon2, 64 MiB each. Given back after each hash, they cost it
 * 16,384 page faults, a third of its time; asked for anew in huge pages they make the kernel tidy up its memory while calls
 * wait. So the process keeps them, in huge pages where the kernel lets programs ask for them: some 128 MiB with two at a
 * time. Only glibc reads it (its manual, Memory Allocation Tunables).
 */
export const keptMemory = {
  GLIBC_TUNABLES: ['hugetlb=1', 'mmap_max=0', 'arena_max=1', `trim_threshold=${2 ** 29}`]
    .map(tunable => `glibc.malloc.${tunable}`)
    .join(':'),
};
