// Appends the rows of a file to immudb's embedded store, durably, and prints the microseconds that an entry took.
// Each row is one value under its number; a commit returns when it is synced. Run by ../immudb.ts.
//
//	go run . ROWS FOLDER ENTRIES-A-TRANSACTION SYNC-MILLISECONDS
package main

import (
	"bufio"
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/codenotary/immudb/embedded/logger"
	"github.com/codenotary/immudb/embedded/store"
)

func main() {
	rows := read(os.Args[1])
	batch := number(os.Args[3])
	every := time.Duration(number(os.Args[4])) * time.Millisecond
	options := store.DefaultOptions().WithSynced(true).WithSyncFrequency(every).WithLogger(logger.NewMemoryLogger())
	st, err := store.Open(os.Args[2], options)
	check(err)
	begun := time.Now()
	for from := 0; from < len(rows); from += batch {
		tx, err := st.NewWriteOnlyTx(context.Background())
		check(err)
		for i := from; i < min(from+batch, len(rows)); i++ {
			check(tx.Set(binary.BigEndian.AppendUint64(nil, uint64(i)), nil, rows[i]))
		}
		_, err = tx.Commit(context.Background())
		check(err)
	}
	fmt.Printf("%.2f\n", float64(time.Since(begun).Nanoseconds())/1000/float64(len(rows)))
	check(st.Close())
}

func read(path string) (rows [][]byte) {
	file, err := os.Open(path)
	check(err)
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		rows = append(rows, append([]byte(nil), lines.Bytes()...))
	}
	check(lines.Err())
	return rows
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	check(err)
	return n
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
